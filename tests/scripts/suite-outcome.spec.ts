import { describe, expect, it } from 'vitest';
import type { SuiteRun } from '#scripts/test/run-suite.ts';
import { suiteOutcome } from '#scripts/test/suite-outcome.ts';
import type { SuiteReport } from '#scripts/test/suite-report.ts';

const FINE: SuiteReport = { passed: 3, failures: [], skipped: [] };
const judged = (run: Partial<SuiteRun>) => suiteOutcome({ code: 0, said: 'Oh!', report: FINE, ...run }, 'units');

describe('judging a suite', () => {
  it('takes the numbers of a suite that went well', () => {
    const skipped = [{ test: 'a.spec.ts › flies', reason: 'wings' }];
    expect(judged({ report: { ...FINE, skipped } })).toEqual({ ...FINE, failed: 0, skipped, output: '' });
  });

  it('counts each failure that the suite reports, and does not show it a second time', () => {
    const failures = ['a.spec.ts › one', 'a.spec.ts › two'];
    expect(judged({ code: 1, report: { ...FINE, failures } })).toEqual({ ...FINE, failed: 2, failures, output: '' });
  });

  it.each([
    ['left no report', { code: 1, report: undefined }, 0, 'units: crashed and left no report'],
    ['left no report and yet ended well', { report: undefined }, 0, 'units: crashed and left no report'],
    ['ran nothing', { report: { ...FINE, passed: 0 } }, 0, 'units: ran no tests'],
    ['ended badly, although every test passed', { code: 1 }, 3, 'units: Vitest ended with exit code 1'],
  ])('counts a suite that %s as one failure, and shows what it printed', (_what, run, passed, failure) => {
    expect(judged(run)).toEqual({ passed, failed: 1, failures: [failure], skipped: [], output: `Oh!\n${failure}` });
  });
});
