import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { messageOf } from '#shared/message-of.ts';

/** How a short run of a program went. `output` is what it printed on both streams. */
export type BriefRun =
  | { readonly kind: 'ended'; readonly stdout: string; readonly output: string }
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'failed'; readonly reason: string; readonly stdout: string; readonly output: string };

export interface BriefRunOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** In milliseconds; then the program is killed, together with everything that it started. */
  readonly limitMs: number;
  /** Kills it likewise. */
  readonly signal?: AbortSignal | undefined;
}

/** How much a program may print before it counts as failed. */
const MAX_OUTPUT_CHARACTERS = 1_000_000;
/** Something that left its process group may hold its output open, even after it was killed. */
const KILL_TAKES_AT_MOST_MS = 2_000;

/**
 * Runs a program that should end at once. @param file its full path, as from `findProgram`: Windows does not say that
 * there is no such program, it lets its shell try.
 */
export async function runBriefly(file: string, args: readonly string[], options: BriefRunOptions): Promise<BriefRun> {
  const { environment, limitMs, signal } = options;
  const over = new AbortController();
  try {
    const run = execa(file, [...args], {
      env: environment,
      extendEnv: false,
      stdin: 'ignore',
      all: true,
      maxBuffer: MAX_OUTPUT_CHARACTERS,
      reject: false,
      windowsHide: true,
      timeout: limitMs,
      killSignal: 'SIGKILL',
      killDescendants: true,
      ...(signal && { cancelSignal: signal }),
    });
    const result = await Promise.race([
      run,
      delay(limitMs + KILL_TAKES_AT_MOST_MS, undefined, { signal: over.signal }),
    ]);
    if (result === undefined) [run.stdout, run.stderr].forEach((stream) => stream.destroy());
    if (result === undefined || result.timedOut) return { kind: 'too-slow' };
    const { stdout, all: output } = result;
    if (result.failed) return { kind: 'failed', reason: reasonOf(result), stdout, output };
    return { kind: 'ended', stdout, output };
  } catch (error) {
    // Windows cannot pass every argument on to scripts.
    return { kind: 'failed', reason: messageOf(error), stdout: '', output: '' };
  } finally {
    over.abort();
  }
}

function reasonOf(result: { code?: string; exitCode?: number; signal?: string; isMaxBuffer: boolean }): string {
  if (result.isMaxBuffer) return 'it does not stop printing';
  if (result.exitCode !== undefined) return `it ended with exit code ${result.exitCode}`;
  return result.code ?? result.signal ?? 'it could not be started';
}
