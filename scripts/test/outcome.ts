/** How a step of the test command went: counts for the summary, and what to show when something failed. */
export type Outcome = { passed: number; failed: number; skipped: number; output: string };

/** One lint, type, import or dead-code check counts as one test. */
export function checkOutcome(succeeded: boolean, output: string): Outcome {
  return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0, output };
}
