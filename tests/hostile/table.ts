import type { Target } from './target.ts';

/** One hostile try. */
export interface Try {
  /** What is tried, in a few words. */
  readonly name: string;
  /** Does it. Returns what did not hold, or nothing when the farm held; throwing says so, too. */
  readonly run: (target: Target) => Promise<string | undefined>;
}

/** Tries of one kind, which run one after the other against the same manager. */
export interface Table {
  /** What holds, as a title of a spec. */
  readonly title: string;
  readonly tries: readonly Try[];
  /** How many of them run in `npm test`, spread evenly over the table; `npm run test:hostile` runs all. Usually 20. */
  readonly short?: number;
  /** More settings of the manager, which then gets this table alone. */
  readonly settings?: Record<string, unknown>;
  /** What is true when all tries are over, beside what is always asked: the manager answers and logged no error. */
  readonly afterwards?: (target: Target) => Promise<string | undefined>;
}
