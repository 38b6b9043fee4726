import { writeFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { isLeftBehind, killTree } from './kill-tree.ts';
import { countOomKills } from './oom-kills.ts';
import { guardAgainstOrphans } from './orphan-guard.ts';
import { ProcessNotStarted } from './process-not-started.ts';
import { isUrgentStop, TaskStopped } from '../task-stopped.ts';
import type { StartedPrograms } from './started-programs.ts';
import { LineSplitter } from './split-lines.ts';

/**
 * How long we wait for output after the program has ended: something that left its process group may hold the pipe
 * open.
 */
const DRAIN_MILLISECONDS = 1_000;

export interface OutputLine {
  readonly text: string;
  readonly stream: 'stdout' | 'stderr';
  readonly pid: number;
}

export interface ProcessRun {
  /** Its file, as from `programToRun`: Windows does not say that there is no such program, it lets its shell try. */
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Kills the program and everything it started. */
  readonly signal: AbortSignal;
  /** Between SIGTERM and SIGKILL. */
  readonly killGraceMilliseconds: number;
  /** Linux only: the value for `/proc/PID/oom_score_adj`. */
  readonly oomScoreAdjust?: number | undefined;
  /** Called for each line of output in order of arrival; no more output is read while it is busy. */
  onLine(line: OutputLine): void | Promise<void>;
  /** Hears of it, see {@link StartedPrograms}. */
  readonly programs?: Pick<StartedPrograms, 'started' | 'ended'> | undefined;
  /** How it is killed, {@link killTree} as a rule. */
  readonly killTree?: typeof killTree;
}

export interface ProcessEnd {
  readonly pid: number;
  readonly exitCode?: number | undefined;
  /** Name of the signal that ended the program. */
  readonly endedBySignal?: string | undefined;
  /** Whether the kernel killed something because memory ran out while the program was running. */
  readonly oomKilled?: boolean;
  /** Nothing could end it; then nothing is known about its end either. */
  readonly isStillRunning?: boolean;
}

/**
 * Runs a program without a shell and without input, in its own process group. When it resolves, nothing of that group
 * is left, unless it could not be ended: then nobody waits for it any longer.
 *
 * @throws ProcessNotStarted if there is no such program or it may not be run.
 */
export async function runProcess(run: ProcessRun): Promise<ProcessEnd> {
  const from = Date.now();
  const child = start(run);
  const oomKills = countOomKills();
  const { pid, stdout, stderr } = child;
  if (pid === undefined) throw new ProcessNotStarted(run.program, (await child).cause);

  run.programs?.started(pid, from);
  const guard = guardAgainstOrphans(pid);
  const end = run.killTree ?? killTree;
  const givenUp = Promise.withResolvers<false>();
  const { nodeChildProcess } = child;
  const exited = new Promise<true>((resolve) => nodeChildProcess.once('exit', () => resolve(true)));
  const hasExited = () => nodeChildProcess.exitCode !== null || nodeChildProcess.signalCode !== null;
  const endAll = () => {
    const why: unknown = run.signal.reason;
    return end(pid, {
      graceMilliseconds: run.killGraceMilliseconds,
      hasEnded: hasExited,
      isShutdown: why instanceof TaskStopped && why.because === 'shutdown',
      isUrgent: isUrgentStop(why),
    });
  };
  const kill = () => void endAll().then((isGone) => isGone || givenUp.resolve(false));
  const reading = Promise.all([readLines(stdout, 'stdout', pid, run), readLines(stderr, 'stderr', pid, run)]);
  reading.catch(kill);
  try {
    run.signal.addEventListener('abort', kill, { once: true });
    if (run.signal.aborted) kill();
    if (run.oomScoreAdjust !== undefined) await adjustOomScore(pid, run.oomScoreAdjust);
    const hasEnded = await Promise.race([exited, givenUp.promise]);
    if (hasEnded) run.programs?.ended(pid);
    if (hasEnded && isLeftBehind(pid)) await endAll();
    await Promise.race([reading, delay(DRAIN_MILLISECONDS, undefined, { ref: false })]);
    stdout.destroy();
    stderr.destroy();
    await reading;
    if (!hasEnded) {
      nodeChildProcess.unref();
      return { pid, isStillRunning: true };
    }
    const { exitCode, signal } = await child;
    const oomKilled = (await countOomKills()) !== (await oomKills);
    return { pid, exitCode, endedBySignal: signal, oomKilled };
  } finally {
    run.signal.removeEventListener('abort', kill);
    guard.dismiss();
  }
}

function start({ program, args, environment }: ProcessRun) {
  try {
    return execa(program, [...args], {
      env: environment,
      extendEnv: false,
      stdin: 'ignore',
      buffer: false,
      reject: false,
      detached: process.platform !== 'win32',
      windowsHide: true,
      encoding: 'buffer',
    });
  } catch (error) {
    // Windows cannot pass every argument on to scripts.
    throw new ProcessNotStarted(program, error);
  }
}

async function readLines(source: Readable, stream: OutputLine['stream'], pid: number, run: ProcessRun): Promise<void> {
  const splitter = new LineSplitter();
  const emit = async (lines: string[]) => {
    for (const text of lines) await run.onLine({ text, stream, pid });
  };
  try {
    for await (const piece of source as AsyncIterable<Uint8Array>) await emit(splitter.push(piece));
  } catch (error) {
    if (!wasCutOff(error)) throw error;
  }
  await emit(splitter.end());
}

/** Whether we destroyed the stream after the program had ended, see {@link DRAIN_MILLISECONDS}. */
function wasCutOff(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

/**
 * Sets how likely the system is to kill this program when memory runs out. Best effort: it needs Linux, and lowering
 * the value needs privileges.
 */
async function adjustOomScore(pid: number, score: number): Promise<void> {
  if (process.platform !== 'linux') return;
  await writeFile(`/proc/${pid}/oom_score_adj`, String(score)).catch(() => undefined);
}
