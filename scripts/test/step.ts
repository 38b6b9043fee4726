import type { Outcome } from './outcome.ts';

/** One step of the test command. */
export type Step = { title: string; run: (signal: AbortSignal) => Promise<Outcome> };
