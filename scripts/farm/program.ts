import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { nodeFlags } from '../launch/node-flags.mjs';
import { PROJECT_ROOT } from '../project-root.ts';
import { lastLines } from '../system/run-quietly.ts';

/**
 * On Windows, nobody but the console can ask a program to stop, and it asks all at once: whoever has not ended soon has
 * not been asked.
 */
const STOP_WITHIN_MS = process.platform === 'win32' ? 8_000 : 20_000;

/** A program of this project that runs in the background. */
export type Program = {
  name: string;
  pid: number;
  logPath: string;
  /** Resolves when the program has ended, by itself or because it was stopped; never rejects. */
  ended: Promise<string>;
  isRunning(): boolean;
  /** The last lines that it logged. */
  tail(lines: number): string;
  /** Asks it to stop; if it does not, kills it with all its children after a while. */
  stop(): Promise<void>;
};

/**
 * Starts a program in its own process group, so that Ctrl+C at our terminal reaches only us and we can stop things in
 * order. @param entry path of the script, relative to the project's folder
 */
export function startProgram(name: string, entry: string, args: string[], logPath: string): Program {
  const log = createWriteStream(logPath);
  const child = spawn(process.execPath, [...nodeFlags(entry), join(PROJECT_ROOT, entry), ...args], {
    cwd: PROJECT_ROOT,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  void ended.then(() => log.end());
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const stop = async () => {
    if (!isRunning()) return;
    if (process.platform !== 'win32') child.kill('SIGTERM');
    const patience = new AbortController();
    const gone = await Promise.race([
      ended,
      wait(STOP_WITHIN_MS, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
    if (gone === undefined) killGroup(child.pid);
    await ended;
  };
  return {
    name,
    pid: child.pid ?? 0,
    logPath,
    ended,
    isRunning,
    stop,
    tail: (lines) => lastLines(readFileSync(logPath, 'utf8'), lines),
  };
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
