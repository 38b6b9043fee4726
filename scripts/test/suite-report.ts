import type { SerializedError, TestCase, TestModule, TestSuite } from 'vitest/node';
import type { Skipped } from './outcome.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** What a test needs that not every machine has; named when the test is left out. */
    needs?: string;
  }
}

/** The results of a suite, as its reporter hands them to the test command. */
export type SuiteReport = { passed: number; failures: string[]; skipped: Skipped[] };

/**
 * Counts the results of a run. A file or group that failed outside its tests counts as one failure, whatever became of
 * its tests. So does a test that is left out without a reason, because it might just have been forgotten.
 */
export function reportOf(modules: readonly TestModule[], strayErrors: readonly SerializedError[]): SuiteReport {
  const report: SuiteReport = { passed: 0, failures: [], skipped: [] };
  for (const module of modules) {
    const broken = [module, ...module.children.allSuites()].filter((group) => group.errors().length > 0);
    report.failures.push(...broken.map(titleOf));
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') report.passed += 1;
      else if (state === 'skipped') leaveOut(test, broken.length > 0, report);
      else report.failures.push(titleOf(test));
    }
  }
  report.failures.push(...strayErrors.map(({ message }) => `outside of all tests: ${message}`));
  return report;
}

/** The file and the titles that lead to this test, group or file. */
export function titleOf(entity: TestCase | TestSuite | TestModule): string {
  if (entity.type === 'module') return entity.relativeModuleId;
  return `${titleOf(entity.parent)} › ${entity.name}`;
}

function leaveOut(test: TestCase, broken: boolean, report: SuiteReport): void {
  const reason = test.meta().needs;
  if (reason !== undefined) report.skipped.push({ test: titleOf(test), reason });
  else if (!broken) report.failures.push(`${titleOf(test)}: was left out without a reason`);
}
