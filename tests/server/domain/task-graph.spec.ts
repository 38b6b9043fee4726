import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTaskGraph } from '#server/domain/task-graph.ts';

const task = (id: string, ...dependencies: string[]) => ({ id, name: `task ${id}`, dependencies });

describe('the tasks of a job', () => {
  it('may be an empty list', () => {
    expect(() => checkTaskGraph([])).not.toThrow();
  });

  it('may depend on tasks that come later in the list, and on one task many times', () => {
    expect(() => checkTaskGraph([task('a', 'b', 'b'), task('b', 'c'), task('c')])).not.toThrow();
  });

  it('may not depend on a task outside the job', () => {
    expect(() => checkTaskGraph([task('a', 'x')])).toThrow(
      'task "task a" depends on task "x", which was never added to the job',
    );
    expect(() => checkTaskGraph([task('a', 'x')], () => 'elsewhere')).toThrow('"elsewhere"');
  });

  it.each([
    ['itself', [task('a', 'a')], '"task a" → "task a"'],
    ['each other', [task('a', 'b'), task('b', 'a')], '"task a" → "task b" → "task a"'],
    [
      'each other in a longer circle',
      [task('a', 'b'), task('b', 'c'), task('c', 'a')],
      '"task a" → "task b" → "task c" → "task a"',
    ],
    [
      'tasks of a circle',
      [task('z'), task('y', 'z', 'a'), task('a', 'b'), task('b', 'a')],
      '"task a" → "task b" → "task a"',
    ],
  ])('may not wait for %s', (_, tasks, circle) => {
    expect(() => checkTaskGraph(tasks)).toThrow(`in a circle: ${circle};`);
  });

  it('are named in a shortened list if the circle is long', () => {
    const ring = Array.from({ length: 1000 }, (_, index) => task(`${index}`, `${(index + 1) % 1000}`));
    expect(() => checkTaskGraph(ring)).toThrow('"task 9" → … → "task 0"');
  });

  it('may form a chain of any length', () => {
    const chain = Array.from({ length: 100_000 }, (_, index) =>
      task(`${index}`, ...(index === 0 ? [] : [`${index - 1}`])),
    );
    expect(() => checkTaskGraph(chain)).not.toThrow();
  });

  it('are accepted exactly when there is an order to run them in', () => {
    const graphs = fc.array(fc.uniqueArray(fc.nat(7), { maxLength: 3 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(graphs, (links) => {
        const tasks = links.map((targets, index) => task(`${index}`, ...targets.map(String)));
        const check = expect(() => checkTaskGraph(tasks));
        if (canAllRun(links)) check.not.toThrow();
        else check.toThrow('in a circle');
      }),
    );
  });
});

/** The slow and obvious way: run whatever can run until nothing changes any more. */
function canAllRun(links: number[][]): boolean {
  const done = new Set<number>();
  for (let round = 0; round < links.length; round++) {
    for (const [index, targets] of links.entries()) if (targets.every((target) => done.has(target))) done.add(index);
  }
  return done.size === links.length;
}
