import { spawn } from 'node:child_process';
import { findProgram } from '../system/find-program.ts';

/** Opens an address in the user's browser, if there is a display to show it on. */
export function openPage(url: string): void {
  const call = opener(url);
  if (!call) return;
  const [command, ...args] = call;
  const child = spawn(command, args, { detached: true, stdio: 'ignore' });
  child.once('error', () => undefined);
  child.unref();
}

function opener(url: string): [string, ...string[]] | undefined {
  if (process.platform === 'darwin') return ['open', url];
  if (process.platform === 'win32') return [findProgram('cmd') ?? 'cmd', '/c', 'start', '', url];
  const display = process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY;
  return display && findProgram('xdg-open') ? ['xdg-open', url] : undefined;
}
