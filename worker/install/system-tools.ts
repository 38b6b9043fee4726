import { execFile } from 'node:child_process';
import { systemProgram } from '#system/programs/system-program.ts';

export type SystemTool = 'icacls' | 'schtasks' | 'taskkill';
/** Runs a program of Windows. Never throws. */
export type RunTool = (tool: SystemTool, args: readonly string[]) => Promise<{ ok: boolean; said: string }>;

const GIVE_UP_AFTER_MS = 120_000;

export const runTool: RunTool = (tool, args) =>
  new Promise((resolve) => {
    const options = { windowsHide: true, timeout: GIVE_UP_AFTER_MS };
    execFile(systemProgram(`${tool}.exe`), args, options, (error, stdout, stderr) =>
      resolve({ ok: error === null, said: `${stdout}${stderr}`.trim() || (error?.message ?? '') }),
    ).stdin?.end();
  });
