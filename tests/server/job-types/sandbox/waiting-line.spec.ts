import { describe, expect, it } from 'vitest';
import { WaitingLine } from '#server/job-types/sandbox/waiting-line.ts';

interface Item {
  readonly name: string;
  readonly script: string;
  readonly lane: string;
}

/** `ann/render/1`: the first job of that script by Ann. */
function lineOf(...names: string[]): WaitingLine<Item> {
  const line = new WaitingLine<Item>();
  for (const name of names) {
    const [caller = '', script = ''] = name.split('/');
    line.add({ name, script, lane: `${caller}/${script}` });
  }
  return line;
}

const all = (): boolean => true;
const namesOf = (items: readonly Item[]): string[] => items.map(({ name }) => name);

describe('the queue for the sandbox', () => {
  it.each([
    ['keeps the order of one caller', ['ann/a/1', 'ann/a/2', 'ann/a/3'], ['ann/a/1', 'ann/a/2', 'ann/a/3']],
    [
      'lets callers take turns, however many jobs one of them has queued',
      ['ann/a/1', 'ann/a/2', 'ann/a/3', 'bob/a/1', 'bob/a/2'],
      ['ann/a/1', 'bob/a/1', 'ann/a/2', 'bob/a/2', 'ann/a/3'],
    ],
    ['lets the scripts of one caller take turns', ['ann/a/1', 'ann/a/2', 'ann/b/1'], ['ann/a/1', 'ann/b/1', 'ann/a/2']],
  ])('%s', (_, added, taken) => {
    expect(namesOf(lineOf(...added).takeAll(all))).toEqual(taken);
  });

  it('passes over what may not run yet, which keeps its place', () => {
    const line = lineOf('ann/slow/1', 'ann/slow/2', 'bob/a/1');
    expect(line.take(({ script }) => script !== 'slow')?.name).toBe('bob/a/1');
    expect(line.take(({ script }) => script !== 'slow')).toBeUndefined();
    expect(namesOf(line.takeAll(all))).toEqual(['ann/slow/1', 'ann/slow/2']);
  });

  it('forgets one that left, wherever it waits', () => {
    const line = lineOf('ann/a/1', 'bob/a/1');
    const [first] = [line.take(all)].flatMap((item) => item ?? []);
    if (first) line.add(first);
    expect([first && line.remove(first), first && line.remove(first)]).toEqual([true, false]);
    expect(namesOf(line.takeAll(all))).toEqual(['bob/a/1']);
  });

  it('gives up the last of whoever has most of what counts, but not for somebody who would have as many', () => {
    const line = lineOf('ann/a/1', 'ann/a/2', 'ann/a/3', 'bob/a/1');
    expect(line.takeFromLongerThan('bob/a', ({ script }) => script === 'a')?.name).toBe('ann/a/3');
    expect(line.takeFromLongerThan('bob/a', all)).toBeUndefined();
    expect(line.takeFromLongerThan('cid/a', ({ script }) => script === 'b')).toBeUndefined();
    expect(line.takeFromLongerThan('cid/a', all)?.name).toBe('ann/a/2');
  });

  it('counts what is asked for', () => {
    const line = lineOf('ann/a/1', 'bob/a/1', 'bob/b/1');
    expect([line.count(all), line.count(({ script }) => script === 'a')]).toEqual([3, 2]);
  });
});
