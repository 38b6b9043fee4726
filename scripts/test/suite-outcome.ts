import type { Outcome } from './outcome.ts';
import type { SuiteRun } from './run-suite.ts';

/** Judges a suite. It has failed if it left no report, ran nothing, or ended badly although every test passed. */
export function suiteOutcome({ code, said, report }: SuiteRun, title: string): Outcome {
  const broken = (what: string): Outcome => {
    const failure = `${title}: ${what}`;
    const { passed, skipped } = report ?? { passed: 0, skipped: [] };
    return { passed, failed: 1, failures: [failure], skipped, output: `${said}\n${failure}` };
  };
  if (!report) return broken('crashed and left no report');
  if (report.failures.length > 0) return { ...report, failed: report.failures.length, output: '' };
  if (report.passed === 0) return broken('ran no tests');
  if (code !== 0) return broken(`Vitest ended with exit code ${code}`);
  return { ...report, failed: 0, output: '' };
}
