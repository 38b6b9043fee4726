import type { Skipped } from './outcome.ts';

/** What the test command says before its last line: everything that failed, and everything left out, by reason. */
export function closingWords(failures: readonly string[], skipped: readonly Skipped[]): string[] {
  const reasons = Map.groupBy(skipped, ({ reason }) => reason);
  const leftOut = [...reasons].flatMap(([reason, tests]) => [
    `  needs ${reason}:`,
    ...tests.map(({ test }) => `    ${test}`),
  ]);
  return [
    ...(failures.length > 0 ? ['', 'Failed:', ...failures.map((failure) => `  ${failure}`)] : []),
    ...(leftOut.length > 0
      ? ['', `Left out on this machine, ${skipped.length} ${skipped.length === 1 ? 'test' : 'tests'}:`, ...leftOut]
      : []),
  ];
}
