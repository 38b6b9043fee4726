/** A test that is left out on this machine, by file and title, and what it would need. */
export type Skipped = { test: string; reason: string };

/** How a step of the test command went: counts for the summary, and what to show if something failed. */
export type Outcome = {
  passed: number;
  failed: number;
  /** The titles of what failed, which are repeated at the end. */
  failures: string[];
  skipped: Skipped[];
  /** What to show after a failure; empty if it was already shown while the step ran. */
  output: string;
};

/** One lint, type, import or dead-code check counts as one test. */
export function checkOutcome(succeeded: boolean, title: string, output: string): Outcome {
  if (succeeded) return { passed: 1, failed: 0, failures: [], skipped: [], output };
  return { passed: 0, failed: 1, failures: [title], skipped: [], output };
}
