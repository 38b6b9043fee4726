import type { Outcome } from './outcome.ts';

/** One step of the test command. `place` says which one of all it is, for those that tell where they are. */
export type Step = { title: string; run: (signal: AbortSignal, place: string) => Promise<Outcome> };
