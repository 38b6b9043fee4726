import { describe, expect, it } from 'vitest';
import { keepRunning } from '#system/supervision/keep-running.ts';
import { pauseBeforeRestart, type ProgramEnd } from '#system/supervision/restart-rule.ts';

const CRASH: ProgramEnd = { code: 1 };
const MINUTE = 60_000;

/** Keeps programs running that end as listed, each after living as long as it says; the last is not started again. */
async function afterEnds(ends: readonly (ProgramEnd & { livedFor?: number })[]) {
  const pauses: number[] = [];
  let starts = 0;
  let clock = 0;
  const parts = {
    start: () => {
      const { livedFor = 0, ...end } = ends[starts++] ?? { code: 0 };
      clock += livedFor;
      return { ended: Promise.resolve(end), stop: () => undefined };
    },
    wait: async (milliseconds: number) => void pauses.push(milliseconds / 1000),
    now: () => clock,
    tell: () => undefined,
  };
  await keepRunning(parts, new AbortController().signal);
  return { starts, pauses };
}

describe('a program that is kept running', () => {
  it('is started again after a crash, with pauses that grow to a minute', async () => {
    const ends = [CRASH, CRASH, CRASH, CRASH, CRASH, CRASH, { code: 0 }];
    expect(await afterEnds(ends)).toEqual({ starts: 7, pauses: [5, 10, 20, 40, 60, 60] });
  });

  it('is started again at once when it asks for that', async () => {
    expect(await afterEnds([{ code: 47 }, { code: 47 }, { code: 0 }])).toEqual({ starts: 3, pauses: [] });
  });

  it('is left alone when it was told to stop', async () => {
    expect(await afterEnds([{ code: 0 }])).toEqual({ starts: 1, pauses: [] });
  });

  it('that has run for a while fails as if for the first time', async () => {
    const ends = [CRASH, CRASH, { ...CRASH, livedFor: 20 * MINUTE }, CRASH, { code: 0 }];
    expect(await afterEnds(ends)).toEqual({ starts: 5, pauses: [5, 10, 5, 10] });
  });

  it.each([[{ code: undefined, because: 'it was killed (SIGKILL)' }], [{ code: 3221225477 }], [{ code: 255 }]])(
    'has failed if it ended with %j',
    (end) => {
      expect(pauseBeforeRestart(end, 0, 0)).toBe(5_000);
    },
  );

  it('is asked to stop, waited for, and not started again', async () => {
    const stop = new AbortController();
    const ending = Promise.withResolvers<ProgramEnd>();
    let starts = 0;
    const start = () => {
      starts++;
      return { ended: ending.promise, stop: () => ending.resolve(CRASH) };
    };
    const over = keepRunning({ start, wait: async () => undefined, now: () => 0, tell: () => undefined }, stop.signal);
    stop.abort();
    await over;
    expect(starts).toBe(1);
  });

  it('is not started again if it is told to stop during a pause', async () => {
    const stop = new AbortController();
    let starts = 0;
    const start = () => {
      starts++;
      return { ended: Promise.resolve(CRASH), stop: () => undefined };
    };
    await keepRunning({ start, wait: async () => stop.abort(), now: () => 0, tell: () => undefined }, stop.signal);
    expect(starts).toBe(1);
  });
});
