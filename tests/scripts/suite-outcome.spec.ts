import { describe, expect, it } from 'vitest';
import { suiteOutcome, type SuiteReport } from '#scripts/test/suite-outcome.ts';

const report = (changes: Partial<SuiteReport> = {}): SuiteReport => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
  ...changes,
});
const counts = (given: SuiteReport | undefined, exitCode: number) => {
  const { passed, failed, skipped } = suiteOutcome(given, exitCode, '');
  return { passed, failed, skipped };
};

describe('counting a suite', () => {
  it('takes the numbers of a suite that went well', () => {
    expect(counts(report({ numPendingTests: 2 }), 0)).toEqual({ passed: 3, failed: 0, skipped: 2 });
  });

  it('counts a suite without a report as failed', () => {
    expect(counts(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts a suite that ran nothing as failed', () => {
    expect(counts(report({ numPassedTests: 0, testResults: [] }), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts a file that broke before its first test as one failure', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    expect(counts(report({ testResults }), 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it('counts an error outside of all tests as one failure', () => {
    expect(counts(report(), 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });
});
