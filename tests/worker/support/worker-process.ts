import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('../../../worker/main.ts', import.meta.url));

export interface WorkerProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Everything on stdout and stderr so far. */
  readonly output: () => string;
  readonly exit: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Starts the real worker as a separate process; it does not outlive the current test. */
export function startWorker(args: string[], currentFolder: string, more: Record<string, string> = {}): WorkerProcess {
  const environment = { PATH: process.env['PATH'], HOME: currentFolder, FLAMENCO_HOME: currentFolder, ...more };
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: currentFolder,
    env: environment as never,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (piece: Buffer) => (output += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (output += piece.toString()));
  const exit = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exit;
  });
  return { child, pid: child.pid ?? 0, output: () => output, exit };
}
