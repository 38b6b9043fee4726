import { beforeEach, describe, expect, it } from 'vitest';
import { Pace } from '#server/job-types/sandbox/pace.ts';

interface Item {
  readonly script: string;
  readonly lane: string;
}
const item = (script: string, lane = script): Item => ({ script, lane });

describe('who may use a sandbox of three processes', () => {
  let now: number;
  let pace: Pace<Item>;
  beforeEach(() => {
    now = 0;
    pace = new Pace(3, () => now);
  });
  const ran = (script: string, ms: number): void => {
    const run = item(script);
    pace.begin(run);
    now += ms;
    pace.end(run, false);
  };

  it('one at a time in each process', () => {
    for (const script of ['a', 'b', 'c']) pace.begin(item(script));
    expect(pace.mayRun(item('d'))).toBe(false);
  });

  it('what ended before its process was ready takes up no place', () => {
    const left = item('a');
    for (const run of [left, item('b'), item('c')]) pace.begin(run);
    pace.end(left, true);
    pace.beginAgain(left);
    expect(pace.mayRun(item('d'))).toBe(true);
  });

  it('one more for a caller of whom nothing runs, when one other caller holds all', () => {
    for (const script of ['a', 'b', 'c', 'd']) ran(script, 20);
    for (const script of ['a', 'b', 'c']) pace.begin(item(script, 'ann'));
    expect([pace.mayRun(item('d', 'ann')), pace.mayRun(item('d', 'bob'))]).toEqual([false, true]);
    pace.begin(item('d', 'bob'));
    expect([pace.mayRun(item('d', 'bob')), pace.mayRun(item('d', 'cid'))]).toEqual([false, false]);
  });

  it('a caller of whom nothing runs does not wait for the jobs of one other caller, even with the same slow script', () => {
    ran('a', 3000);
    pace.begin(item('a', 'ann'));
    pace.begin(item('a', 'ann'));
    expect([pace.mayRun(item('a', 'ann')), pace.mayRun(item('a', 'bob'))]).toEqual([false, true]);
  });

  it('one more for a quick script, when scripts hold all of which nothing is known', () => {
    ran('quick', 20);
    for (const script of ['a', 'b', 'c']) pace.begin(item(script));
    expect([pace.mayRun(item('d', 'dot')), pace.mayRun(item('quick', 'dot'))]).toEqual([false, true]);
    expect(pace.mayRun(item('quick', 'a'))).toBe(false);
  });

  it('a script is not known to be quick because it was listed quickly', () => {
    const listed = item('a', 'listing');
    pace.begin(listed);
    pace.end(listed, false);
    for (const script of ['b', 'c', 'd']) pace.begin(item(script));
    expect(pace.mayRun(item('a', 'ann'))).toBe(false);
  });

  it('one script in all but one of them, even if nobody knows yet that it is slow', () => {
    for (const script of ['a', 'b']) ran(script, 20);
    pace.begin(item('a', 'ann'));
    pace.begin(item('a', 'bob'));
    expect([pace.mayRun(item('a', 'cid')), pace.mayRun(item('b'))]).toEqual([false, true]);
  });

  it('the list of job types in all but one of them', () => {
    ran('c', 20);
    pace.begin(item('a', 'listing'));
    pace.begin(item('b', 'listing'));
    expect([pace.mayRun(item('c', 'listing')), pace.mayRun(item('c'))]).toEqual([false, true]);
  });

  it('all slow scripts together in all but one of them', () => {
    for (const script of ['a', 'b', 'c']) ran(script, 3000);
    ran('quick', 20);
    pace.begin(item('a'));
    pace.begin(item('b'));
    expect([pace.mayRun(item('c')), pace.mayRun(item('quick'))]).toEqual([false, true]);
  });

  it('a script that runs for long right now counts as slow', () => {
    ran('slow', 3000);
    for (const script of ['a', 'b']) ran(script, 20);
    pace.begin(item('a'));
    pace.begin(item('b'));
    expect(pace.mayRun(item('slow'))).toBe(true);
    now += 3000;
    expect(pace.mayRun(item('slow'))).toBe(false);
  });

  it('a script that was slow once is no longer so after a quick run', () => {
    ran('a', 3000);
    expect(pace.isSlow('a')).toBe(true);
    ran('a', 20);
    expect(pace.isSlow('a')).toBe(false);
  });

  it('a script that ran into a limit is slow, even if that was soon', () => {
    const run = item('a');
    pace.begin(run);
    pace.end(run, true);
    expect(pace.isSlow('a')).toBe(true);
  });

  it('the time that a process takes to start does not count', () => {
    const run = item('a');
    pace.begin(run);
    now += 3000;
    pace.begin(run);
    pace.end(run, false);
    expect(pace.isSlow('a')).toBe(false);
  });

  it('a sandbox of one process runs everything, one after the other', () => {
    const single = new Pace<Item>(1, () => now);
    const run = item('a');
    expect(single.mayRun(run)).toBe(true);
    single.begin(run);
    expect(single.mayRun(item('b'))).toBe(false);
    single.end(run, false);
    expect(single.mayRun(item('b'))).toBe(true);
  });
});
