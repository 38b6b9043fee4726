import { execFile } from 'node:child_process';
import path from 'node:path';

export type SystemTool = 'icacls' | 'schtasks' | 'taskkill';
/** Runs a program of Windows. Never throws. */
export type RunTool = (tool: SystemTool, args: readonly string[]) => Promise<{ ok: boolean; said: string }>;

const GIVE_UP_AFTER_MS = 120_000;
/** What stands for bytes that are not UTF-8. */
const NOT_UTF8 = '\uFFFD';

/**
 * Programs of Windows by their full path: on the search path of many machines, tools of other makers come first.
 * @param systemRoot like `C:\Windows`; specs on other systems have a folder of their own
 */
export function systemTools(systemRoot: string): RunTool {
  return (tool, args) =>
    new Promise((resolve) => {
      const program = path.join(systemRoot, 'System32', `${tool}.exe`);
      execFile(program, args, { windowsHide: true, timeout: GIVE_UP_AFTER_MS }, (error, stdout, stderr) => {
        const said = `${stdout}${stderr}`.trim();
        if (error === null) return resolve({ ok: true, said });
        // These programs write in a code page of the machine, so in many languages what they say cannot be read.
        const isReadable = said !== '' && !said.includes(NOT_UTF8);
        resolve({ ok: false, said: isReadable ? said : reasonFor(error.code) });
      }).stdin?.end();
    });
}

function reasonFor(code: number | string | null | undefined): string {
  if (code === 1 || code === 5) return `exit code ${code}: most likely, this account may not do that`;
  return typeof code === 'number' ? `exit code ${code}` : `it could not be run: ${code ?? 'it took too long'}`;
}
