import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { messageOf } from '#shared/message-of.ts';
import { readableLine } from '#shared/readable-line.ts';
import type { LogFile } from '#system/log-file/log-file.ts';
import type { KeptProgram } from '#system/supervision/keep-running.ts';
import { RESTART_CODE, type ProgramEnd } from '#system/supervision/restart-rule.ts';
import { askWorker } from '../requests/ask-worker.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
/** The worker kills its task, delivers what it can and signs off. */
const STOPS_WITHIN_MS = 60_000;
const LAST_LINES_MS = 1_000;

export interface WorkerStart {
  readonly home: string;
  readonly log: LogFile;
  /** Where the worker is; a spec has smaller ones. */
  readonly main?: string;
}

/**
 * Starts the worker without a window, and writes all that it says to the log: its own lines, but also what Node says
 * when it cannot even start, or runs out of memory.
 */
export function startWorker({ home, log, main = MAIN }: WorkerStart): KeptProgram {
  const child = spawn(process.execPath, [main, ...workerArguments(home)], {
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  writeLines(child.stdout, log);
  writeLines(child.stderr, log);
  const exit = once(child, 'exit').then(
    ([code, signal]: (number | string | null)[]): ProgramEnd =>
      typeof code === 'number' ? { code } : { code: undefined, because: `it was killed (${String(signal)})` },
    (error: unknown): ProgramEnd => ({ code: undefined, because: `it could not be started: ${messageOf(error)}` }),
  );
  // Its last lines may come after its end; but a program that it has started could hold its output open for ever.
  const allSaid = Promise.race([once(child, 'close'), exit.then(() => delay(LAST_LINES_MS))]);
  const ended = exit.then(async (end) => {
    await allSaid.catch(() => undefined);
    for (const output of [child.stdout, child.stderr]) output.destroy();
    return end;
  });
  return {
    ended,
    stop: () =>
      void askWorker(home, 'stop', STOPS_WITHIN_MS).then(
        // Without a lock it is either gone, or has not begun.
        () => child.kill('SIGKILL'),
        () => child.kill('SIGKILL'),
      ),
  };
}

function workerArguments(home: string): string[] {
  const secret = path.join(home, 'registration-secret');
  const secretArguments = existsSync(secret) ? ['--registration-secret-file', secret] : [];
  return ['--home', home, '--restart-exit-code', String(RESTART_CODE), ...secretArguments];
}

function writeLines(output: Readable, log: LogFile): void {
  createInterface({ input: output }).on('line', (line) => {
    const told = readableLine(line, 'file');
    log.write(told.endsWith('\n') ? told : `${told}\n`);
  });
}
