import type { Outcome } from './outcome.ts';

/** The part of Vitest's JSON report that counts. */
export type SuiteReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

/**
 * Counts a suite. A file that broke before its first test counts as one failure; so does a suite that ran nothing at all, wrote
 * no report, or ended badly although every test passed.
 * @param exitCode Vitest's
 */
export function suiteOutcome(report: SuiteReport | undefined, exitCode: number, output: string): Outcome {
  if (!report) return { passed: 0, failed: 1, skipped: 0, output: `${output}\nThe suite crashed: it left no report.` };
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + broken;
  const skipped = report.numPendingTests;
  if (failed > 0) return { passed, failed, skipped, output };
  if (passed === 0) return { passed, failed: 1, skipped, output: `${output}\nThe suite ran no tests.` };
  if (exitCode !== 0)
    return { passed, failed: 1, skipped, output: `${output}\nVitest ended with exit code ${exitCode}.` };
  return { passed, failed, skipped, output };
}
