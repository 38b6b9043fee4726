import path from 'node:path';
import { execa } from 'execa';

export type SystemTool = 'icacls' | 'schtasks' | 'taskkill';
/** Runs a program of Windows. Never throws. */
export type RunTool = (tool: SystemTool, args: readonly string[]) => Promise<{ ok: boolean; said: string }>;

const GIVE_UP_AFTER_MS = 120_000;

/**
 * Programs of Windows by their full path: on the search path of many machines, tools of other makers come first.
 * @param systemRoot like `C:\Windows`
 */
export function systemTools(systemRoot: string): RunTool {
  return async (tool, args) => {
    const program = path.join(systemRoot, 'System32', `${tool}.exe`);
    const options = {
      reject: false,
      all: true,
      stdin: 'ignore',
      windowsHide: true,
      timeout: GIVE_UP_AFTER_MS,
    } as const;
    const { failed, all, shortMessage } = await execa(program, [...args], options);
    return { ok: !failed, said: all?.trim() || (shortMessage ?? '') };
  };
}
