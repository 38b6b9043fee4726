import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCompiler } from '#tests/support/job-compiler.ts';
import type { TestCompiler } from '#tests/support/job-compiler.ts';

describe('the job type echo-sleep-test', () => {
  let compiler: TestCompiler;
  beforeAll(async () => {
    compiler = await startTestCompiler();
  });
  afterAll(() => compiler.stop());

  it('has the same etag as in Flamenco 3, so that clients need no refresh', async () => {
    expect((await compiler.registry.get('echo-sleep-test'))?.etag).toBe('eba586e16d6b55baaa43e32f9e78ae514b457fee');
  });

  it('echoes once, then sleeps as many times as asked', async () => {
    const { tasks } = await compiler.compile('echo-sleep-test', {
      message: 'hi',
      sleep_duration_seconds: 3,
      sleep_repeats: 2,
    });
    const [echo, ...sleeps] = tasks;
    expect(echo).toMatchObject({
      name: 'echo',
      type: 'misc',
      indexInJob: 1,
      priority: 50,
      stepsTotal: 1,
      dependencies: [],
      commands: [{ name: 'echo', parameters: { message: 'hi' }, total_step_count: 0 }],
    });
    expect(sleeps).toHaveLength(2);
    for (const sleep of sleeps) {
      expect(sleep).toMatchObject({ name: 'sleep', type: 'misc', dependencies: [echo?.id] });
      expect(sleep.commands).toEqual([{ name: 'sleep', parameters: { duration_in_seconds: 3 }, total_step_count: 0 }]);
    }
  });
});
