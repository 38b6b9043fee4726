import type { SuiteReport } from './suite-report.ts';

/** What the reporter of a suite tells the test command, in the order in which things happen. */
export type SuiteMessage =
  | { kind: 'started'; files: number }
  | { kind: 'file-started'; path: string }
  | { kind: 'file-ended'; path: string }
  | { kind: 'passed' }
  /** A test failed, or a file or group failed outside its tests. `why` may have many lines. */
  | { kind: 'failed'; title: string; why: string }
  | { kind: 'ended'; report: SuiteReport };
