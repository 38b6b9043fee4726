import { setTimeout as wait } from 'node:timers/promises';
import { HttpClient } from './http-client.ts';

const EVERY_MS = 10;

/** Asks the manager for its version every 10 ms while `action` runs; resolves to the slowest answer, in milliseconds. */
export async function longestStallDuring<T>(
  url: string,
  action: () => Promise<T>,
): Promise<{ value: T; stall: number }> {
  const http = new HttpClient(url);
  let stall = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const { milliseconds } = await http.expect(200, 'GET', '/api/v3/version');
      stall = Math.max(stall, milliseconds);
      await wait(Math.max(0, EVERY_MS - milliseconds));
    }
  })();
  try {
    const value = await action();
    isOver = true;
    await watching;
    return { value, stall };
  } finally {
    isOver = true;
    await watching.catch(() => undefined);
    http.close();
  }
}
