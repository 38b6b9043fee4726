import type { SuiteReport } from './suite-report.ts';

/** What the reporter of a suite tells the test command, in the order in which it happens. */
export type SuiteMessage =
  | { kind: 'started'; files: number }
  | { kind: 'file-started'; path: string }
  | { kind: 'file-ended'; path: string }
  | { kind: 'passed' }
  /** Of a test, or of a file or group outside of its tests. `why` has many lines. */
  | { kind: 'failed'; title: string; why: string }
  | { kind: 'ended'; report: SuiteReport };
