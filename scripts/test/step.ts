import type { Outcome } from './outcome.ts';

/** One step of the test command. `place` says which of all steps it is, for steps that show their progress. */
export type Step = { title: string; run: (signal: AbortSignal, place: string) => Promise<Outcome> };
