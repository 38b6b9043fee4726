import { setTimeout as wait } from 'node:timers/promises';
import { HttpClient } from './http-client.ts';
import type { SimulatedWorker } from './simulated-worker.ts';

const EVERY_MS = 10;

/** The slowest answers, in milliseconds: to a call that only reads, and to one that has to store something. */
export interface Stalls {
  readonly reading: number;
  readonly writing: number;
}

/** While `action` runs, every 10 ms asks the manager for its version and makes `worker` report its status. */
export async function longestStallsDuring<T>(
  url: string,
  worker: SimulatedWorker,
  action: () => Promise<T>,
): Promise<{ value: T; stalls: Stalls }> {
  const http = new HttpClient(url);
  const over = new AbortController();
  const watching = Promise.all([
    slowest(async () => (await http.expect(200, 'GET', '/api/v3/version')).milliseconds, over.signal),
    slowest(() => worker.reportStatus(), over.signal),
  ]);
  // A failure is reported below, when the action is over.
  watching.catch(() => undefined);
  try {
    const value = await action();
    over.abort();
    const [reading, writing] = await watching;
    return { value, stalls: { reading, writing } };
  } finally {
    over.abort();
    await watching.catch(() => undefined);
    http.close();
  }
}

async function slowest(call: () => Promise<number>, over: AbortSignal): Promise<number> {
  let longest = 0;
  while (!over.aborted) {
    const milliseconds = await call();
    longest = Math.max(longest, milliseconds);
    await wait(Math.max(0, EVERY_MS - milliseconds));
  }
  return longest;
}
