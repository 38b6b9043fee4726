import { execa } from 'execa';

/** How a short run of a program went. */
export type BriefRun =
  | { readonly kind: 'ended'; readonly stdout: string }
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'failed'; readonly reason: string };

/** How much a program may print before it counts as failed. */
const MAX_OUTPUT_CHARACTERS = 1_000_000;
/** What programs need to run at all; the manager's own environment may hold secrets. */
const ENVIRONMENT =
  /^(PATH|PATHEXT|HOME|USER|LOGNAME|LANG|LC_.*|TZ|TMPDIR|TEMP|TMP|LD_LIBRARY_PATH|XDG_.*|SYSTEMROOT|WINDIR|COMSPEC|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES.*)$/i;
const IS_WINDOWS = process.platform === 'win32';

/**
 * Runs a program that should end at once. One that does not is killed after `limitMs`, together with everything that it
 * started.
 */
export async function runBriefly(program: string, args: readonly string[], limitMs: number): Promise<BriefRun> {
  const child = execa(program, [...args], {
    stdin: 'ignore',
    maxBuffer: MAX_OUTPUT_CHARACTERS,
    reject: false,
    windowsHide: true,
    extendEnv: false,
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => ENVIRONMENT.test(name))),
    // A process group of its own, so that a script's children are killed with it; they would keep its output open.
    detached: !IS_WINDOWS,
  });
  let isTooSlow = false;
  const limit = setTimeout(() => {
    isTooSlow = true;
    killWithChildren(child.pid);
  }, limitMs);
  const result = await child;
  clearTimeout(limit);
  if (isTooSlow) return { kind: 'too-slow' };
  if (result.failed && result.exitCode === undefined) killWithChildren(child.pid);
  if (result.failed) return { kind: 'failed', reason: reasonOf(result) };
  return { kind: 'ended', stdout: result.stdout };
}

function reasonOf(result: { code?: string; exitCode?: number; signal?: string; isMaxBuffer: boolean }): string {
  if (result.isMaxBuffer) return 'it does not stop printing';
  if (result.exitCode !== undefined) return `it ended with exit code ${result.exitCode}`;
  return result.code ?? result.signal ?? 'it could not be started';
}

function killWithChildren(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(IS_WINDOWS ? pid : -pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
