import { spawn } from 'node:child_process';
import { systemProgram } from '#system/programs/system-program.ts';

/** Opens an address or a file in the browser of whoever sits in front of this machine, if there is a display. */
export function openPage(place: string): void {
  const call = opener(place);
  if (!call) return;
  const [command, ...args] = call;
  const child = spawn(command, args, { detached: true, stdio: 'ignore', windowsHide: true });
  // Without a display, or without a program that opens things, nothing is opened.
  child.once('error', () => undefined);
  child.unref();
}

function opener(place: string): [string, ...string[]] | undefined {
  if (process.platform === 'darwin') return ['open', place];
  if (process.platform === 'win32') return [systemProgram('cmd.exe'), '/c', 'start', '', place];
  const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'];
  return display ? ['xdg-open', place] : undefined;
}
