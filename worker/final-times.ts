import { isUrgentStop } from './task-stopped.ts';
import type { Timing } from './timing.ts';

/** Together with ending the programs of a task, these must fit into the 5 s that Windows gives. */
const URGENT = { finalFlush: 2_000, signOff: 1_000 };

/** How long a worker that stops may take to deliver its reports and to sign off, given why it stops. */
export function finalTimes(timing: Timing, why: unknown): Pick<Timing, 'finalFlush' | 'signOff'> {
  const { finalFlush, signOff } = timing;
  if (!isUrgentStop(why)) return { finalFlush, signOff };
  return { finalFlush: Math.min(finalFlush, URGENT.finalFlush), signOff: Math.min(signOff, URGENT.signOff) };
}
