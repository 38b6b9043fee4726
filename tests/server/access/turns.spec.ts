import { expect, test } from 'vitest';
import { Turns } from '#server/access/turns.ts';

/** Work that ends when it is told to, and the order in which it began. */
function queued(turns: Turns, names: readonly [network: string, who: string][]) {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const all = names.map(([network, who]) =>
    turns.run(network, who, () => {
      begun.push(`${network} ${who}`);
      return new Promise<void>((resolve) => ends.push(resolve));
    }),
  );
  const finish = async () => {
    for (let n = 0; n < names.length; n += 1) {
      ends[n]?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { begun, all, finish };
}

test('as many run at once as may, and networks take turns, and workers in a network', async () => {
  const flood = Array.from({ length: 6 }, () => ['x', '1'] as [string, string]);
  const { begun, finish } = queued(new Turns(2, 100), [...flood, ['x', '2'], ['y', '1'], ['y', '1']]);
  expect(begun).toEqual(['x 1', 'x 1']);
  await finish();
  expect(begun).toEqual(['x 1', 'x 1', 'x 1', 'y 1', 'x 2', 'y 1', 'x 1', 'x 1', 'x 1']);
});

test('what fails gives its place to the next', async () => {
  const turns = new Turns(1, 100);
  const failing = turns.run('x', '1', () => Promise.reject(new Error('no')));
  const next = turns.run('x', '1', () => Promise.resolve('done'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
});

test('who comes when too many wait is refused for now', async () => {
  const { all, finish } = queued(new Turns(1, 1), [
    ['x', '1'],
    ['x', '1'],
    ['y', '1'],
  ]);
  await expect(all[2]).rejects.toMatchObject({ code: 'busy' });
  await finish();
});

test('a network with many waiting gives up a place to one with few', async () => {
  const flood = Array.from({ length: 4 }, () => ['x', '1'] as [string, string]);
  const { begun, all, finish } = queued(new Turns(1, 3), [...flood, ['y', '1']]);
  await expect(all[3]).rejects.toMatchObject({ code: 'busy' });
  await finish();
  expect(begun).toEqual(['x 1', 'x 1', 'y 1', 'x 1']);
  await Promise.all([all[0], all[1], all[2], all[4]]);
});
