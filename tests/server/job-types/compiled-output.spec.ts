import { describe, expect, it } from 'vitest';
import { readCompiledOutput } from '#server/job-types/compiled-output.ts';

const task = (ref: number, change: object = {}) => {
  return { ref, name: `task ${ref}`, type: 'misc', priority: 50, commands: [], dependencies: [], ...change };
};
const head = (taskCount: number, priority: unknown = 50) =>
  JSON.stringify({ job: { name: 'sc010', priority, settings: {}, metadata: {} }, taskCount, strangers: {} });
const part = (...tasks: object[]) => JSON.stringify(tasks);

const LIMITS = { maxTasks: 10, maxDependencies: 2 };

describe('what comes out of the sandbox in parts', () => {
  it('is read in order, and other work gets its turn between the parts', async () => {
    const happened: unknown[] = [];
    const parts = [head(3), part(task(1), task(2)), part(task(3))];
    const reading = readCompiledOutput(parts, LIMITS, (tasks) => happened.push(tasks.map(({ ref }) => ref)));
    setImmediate(() => happened.push('other work'));
    expect((await reading).job.name).toBe('sc010');
    expect(happened).toEqual([[1, 2], 'other work', [3]]);
    expect(parts).toEqual([]);
  });

  it.each<[string, string[], string]>([
    ['a job', [head(1, 'high'), part(task(1))], 'job.priority: '],
    [
      'a task of a later part',
      [head(2), part(task(1)), part(task(2, { priority: 'high' }))],
      'task "task 2", priority: ',
    ],
    ['too many tasks', [head(11)], 'the job has 11 tasks; 10 is the most that this manager takes'],
    [
      'too many dependencies',
      [head(2), part(task(1)), part(task(2, { dependencies: [1, 1, 1, 1, 1] }))],
      'the 2 tasks of the job depend on each other more than 4 times',
    ],
    ['more tasks than announced', [head(1), part(task(1), task(2))], 'announced 1 tasks but wrote a different number'],
    ['fewer tasks than announced', [head(2), part(task(1))], 'announced 2 tasks but wrote a different number'],
  ])('is refused for %s', async (_, parts, message) => {
    await expect(readCompiledOutput(parts, LIMITS, () => undefined)).rejects.toMatchObject({
      code: 'job-compile-failed',
      message: expect.stringContaining(message),
    });
  });
});
