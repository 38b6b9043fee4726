import { expect, it } from 'vitest';
import { keepRunning } from '#scripts/service/keep-running.ts';

/** Runs programs that end one after the other, each as told after so many minutes, and tells the pauses between. */
async function pausesBetween(ends: readonly [end: number | NodeJS.Signals, minutes: number][]): Promise<number[]> {
  let now = 0;
  let started = 0;
  const pauses: number[] = [];
  await keepRunning({
    start() {
      const [end, minutes] = ends[started] ?? [0, 0];
      started += 1;
      now += minutes * 60_000;
      return { ended: Promise.resolve(end), askToStop: () => undefined };
    },
    stop: new AbortController().signal,
    say: () => undefined,
    clock: () => now,
    pause: async (milliseconds) => void pauses.push(milliseconds / 1000),
  });
  expect(started).toBe(ends.length);
  return pauses;
}

it.each([
  ['a manager that ends well stays ended', [[0, 5]], []],
  [
    'one that fails is started again',
    [
      [1, 5],
      ['SIGSEGV', 5],
      [0, 1],
    ],
    [5, 10],
  ],
  [
    'the pauses grow while it fails soon',
    [...Array.from({ length: 6 }, () => [1, 0]), [0, 0]],
    [5, 10, 20, 40, 60, 60],
  ],
  [
    'and begin anew once it has run for long',
    [
      [1, 0],
      [1, 0],
      [1, 600],
      [0, 1],
    ],
    [5, 10, 5],
  ],
] as const)('%s', async (_title, ends, pauses) => {
  expect(await pausesBetween(ends as never)).toEqual(pauses);
});

it('asks the manager to end, and starts no other, when it is to stop', async () => {
  const stop = new AbortController();
  const end = Promise.withResolvers<number>();
  let started = 0;
  let asked = 0;
  const kept = keepRunning({
    start() {
      started += 1;
      return { ended: end.promise, askToStop: () => void (asked += 1) };
    },
    stop: stop.signal,
    say: () => undefined,
  });
  stop.abort();
  end.resolve(1);
  await kept;
  expect({ started, asked }).toEqual({ started: 1, asked: 1 });
});
