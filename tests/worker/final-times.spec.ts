import { expect, it } from 'vitest';
import { finalTimes } from '#worker/final-times.ts';
import { TaskStopped } from '#worker/task-stopped.ts';
import { TIMING } from '#worker/timing.ts';

/** After the console of a program was closed, in milliseconds. */
const WINDOWS_ENDS_IT_AFTER = 5_000;

it('a worker takes the time it needs for its last reports', () => {
  const { finalFlush, signOff } = TIMING;
  for (const why of [undefined, new TaskStopped('shutdown', 'enough')])
    expect(finalTimes(TIMING, why)).toEqual({ finalFlush, signOff });
});

it('a worker whose console was closed on Windows is done before Windows ends it', () => {
  const { finalFlush, signOff } = finalTimes(TIMING, new TaskStopped('shutdown', 'closed', true));
  expect(finalFlush + signOff).toBeLessThan(WINDOWS_ENDS_IT_AFTER - 1_000);
});
