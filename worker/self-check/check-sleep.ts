import { execFile } from 'node:child_process';
import type { WorkerCheckItem } from '#server/contracts/worker-check.ts';
import { systemProgram } from '#system/programs/system-program.ts';
import { ok, warning } from './check.ts';

const ANSWERS_WITHIN = 5_000;

/**
 * Whether this machine falls asleep when nobody uses it. While a task runs, the worker keeps it awake; an idle worker
 * that is asleep gets no tasks. Nothing is said on systems other than Windows and macOS, or if they do not tell.
 */
export async function checkSleep(): Promise<WorkerCheckItem[]> {
  const [program, args] = question(process.platform);
  if (program === undefined) return [];
  const answer = await new Promise<string>((resolve) => {
    execFile(program, args, { windowsHide: true, timeout: ANSWERS_WITHIN }, (_error, stdout) => resolve(stdout));
  });
  const item = sleepItem(process.platform, answer);
  return item === undefined ? [] : [item];
}

function question(platform: NodeJS.Platform): [program: string | undefined, args: string[]] {
  if (platform === 'win32')
    return [systemProgram('powercfg.exe'), ['/query', 'SCHEME_CURRENT', 'SUB_SLEEP', 'STANDBYIDLE']];
  return platform === 'darwin' ? ['/usr/bin/pmset', ['-g', 'custom']] : [undefined, []];
}

/** @param answer of `powercfg` or `pmset`; undefined is returned if it does not tell. */
export function sleepItem(platform: NodeJS.Platform, answer: string): WorkerCheckItem | undefined {
  const seconds = platform === 'win32' ? inPowercfg(answer) : inPmset(answer);
  if (seconds === undefined) return undefined;
  if (seconds === 0) return ok('Sleep', 'does not fall asleep by itself');
  const how = platform === 'win32' ? 'powercfg /change standby-timeout-ac 0' : 'sudo pmset -c sleep 0';
  return warning(
    'Sleep',
    `falls asleep after ${Math.ceil(seconds / 60)} min without a user and without a task`,
    `A worker that is asleep gets no tasks. To let it be awake all the time: ${how}`,
  );
}

/** The words are in the language of the system; the last two numbers are for mains power and for the battery. */
function inPowercfg(answer: string): number | undefined {
  const seconds = answer.match(/0x[\da-f]{8}\b/gi)?.at(-2);
  return seconds === undefined ? undefined : Number(seconds);
}

function inPmset(answer: string): number | undefined {
  const [, mains = ''] = answer.split(/^AC Power:$/m);
  const minutes = /^\s*sleep\s+(\d+)/m.exec(mains)?.[1];
  return minutes === undefined ? undefined : Number(minutes) * 60;
}
