import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ownerOfHome } from '../home-lock.ts';
import { isAlive } from '../process/is-alive.ts';
import { leaveRequest, requestFile, takeRequest, type Request } from './request-files.ts';

const LOOK_EVERY = 100;
/** The lock is free a moment before the process is gone; an installer waits for the process. */
const PROCESS_ENDS_WITHIN = 3_000;

/** What `--stop`, `--sleep` and `--wake` have to say, and whether that was what was wanted. */
export interface Asked {
  readonly done: boolean;
  readonly text: string;
}

/**
 * Asks the worker that runs in `home` for something, and waits until it has done so: until it has ended, or has heard
 * that it is to sleep or wake. No worker there is what `stop` wants, and a failure of the others.
 *
 * @param milliseconds how long to wait.
 * @param who runs there, in words.
 * @throws ConfigError if nobody can tell whether a worker is running.
 */
export async function askWorker(home: string, request: Request, milliseconds: number, who = 'worker'): Promise<Asked> {
  const deadline = performance.now() + milliseconds;
  let asked: number | undefined;
  try {
    for (;;) {
      const owner = ownerOfHome(home);
      if (owner === undefined) break;
      if (owner === 'just-locked') {
        if (performance.now() >= deadline)
          return { done: false, text: `${home} is still locked by somebody who does not say who they are: try again` };
        await delay(LOOK_EVERY);
        continue;
      }
      const isNew = owner !== asked;
      if (!isNew && request !== 'stop' && !existsSync(requestFile(home, request)))
        return { done: true, text: `the ${who} in ${home} (process ${owner}) was told to ${WORDS[request]}` };
      // A worker that is just starting removes requests that were not meant for it, so one to stop is made again.
      if (isNew || request === 'stop') await leaveRequest(home, request);
      asked = owner;
      if (performance.now() >= deadline)
        return { done: false, text: notInTime(`the ${who} in ${home} (process ${owner})`, request, milliseconds) };
      await delay(LOOK_EVERY);
    }
  } finally {
    if (asked !== undefined) await takeRequest(home, request);
  }
  if (asked === undefined) return { done: request === 'stop', text: `no ${who} is running in ${home}` };
  const end = performance.now() + PROCESS_ENDS_WITHIN;
  while (isAlive(asked) && performance.now() < end) await delay(LOOK_EVERY);
  return { done: request === 'stop', text: `the ${who} in ${home} (process ${asked}) has ended` };
}

const WORDS = { stop: 'stop', sleep: 'sleep', wake: 'wake up' } as const;

function notInTime(whom: string, request: Request, milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (request === 'stop')
    return `${whom} was asked to stop, but was still running after ${seconds} s: its log says what it is doing; wait longer with --seconds N, or end the process`;
  return `${whom} did not take the request within ${seconds} s: does it hang, or is it older than this one?`;
}
