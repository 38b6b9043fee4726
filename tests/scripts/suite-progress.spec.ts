import { expect, it } from 'vitest';
import { SuiteProgress } from '#scripts/test/suite-progress.ts';

it('a suite says how many files are done of all, how many tests passed and failed, and which files run for how long', () => {
  const progress = new SuiteProgress('[1/2] renders', 1000);
  expect(progress.line(1100)).toBe('[1/2] renders: starting');
  progress.take({ kind: 'started', files: 3 }, 1200);
  expect(progress.line(1500)).toBe('[1/2] renders: 0 of 3 files, 0 passed, 0 failed, 0 s');
  progress.take({ kind: 'file-started', path: 'tests/a.spec.ts' }, 2000);
  progress.take({ kind: 'file-started', path: 'tests/b.spec.ts' }, 62_000);
  progress.take({ kind: 'passed' }, 62_000);
  progress.take({ kind: 'failed', title: 'tests/a.spec.ts › one', why: 'no' }, 62_000);
  progress.take({ kind: 'passed' }, 62_000);
  expect(progress.line(63_000)).toBe(
    '[1/2] renders: 0 of 3 files, 2 passed, 1 failed, 1 min 2 s; now a.spec.ts (1 min 1 s), b.spec.ts (1 s)',
  );
  progress.take({ kind: 'file-ended', path: 'tests/a.spec.ts' }, 63_000);
  expect(progress.line(63_000)).toBe('[1/2] renders: 1 of 3 files, 2 passed, 1 failed, 1 min 2 s; now b.spec.ts (1 s)');
});
