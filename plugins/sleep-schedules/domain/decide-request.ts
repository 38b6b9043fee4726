import type { SleepWindows } from '../contract.ts';
import type { StatusRequest, WorkerState } from '#server/domain/worker-state.ts';
import { decidePrescribedStatus } from './decide-prescribed-status.ts';
import { prescribedStatus } from './prescribed-status.ts';

/** The time at which a schedule is evaluated, and the time zone. */
export interface Moment {
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly timeZone: string;
}

/**
 * What the worker is asked to do after its schedule was saved; null = nothing. `before` is the schedule that it had, if
 * any.
 */
export function decideSavedSchedule(
  state: WorkerState,
  before: SleepWindows | undefined,
  after: SleepWindows,
  { now, timeZone }: Moment,
): StatusRequest | null {
  if (after.is_active) return decidePrescribedStatus(state, prescribedStatus(after.windows, now, timeZone));
  const slept = before?.is_active === true && prescribedStatus(before.windows, now, timeZone) === 'asleep';
  return slept ? decideWithoutSchedule(state) : state.request;
}

/**
 * For when the schedule that kept the worker asleep has been switched off: the worker wakes up if it is running, and
 * otherwise nothing changes.
 */
function decideWithoutSchedule(state: WorkerState): StatusRequest | null {
  const goesToSleep = state.request?.status === 'asleep';
  if (state.status === 'offline' || state.status === 'error' || state.status === '') {
    return goesToSleep ? null : state.request;
  }
  if (goesToSleep && state.status === 'awake') return null;
  const sleeps = goesToSleep || (state.status === 'asleep' && state.request === null);
  return sleeps ? decidePrescribedStatus(state, 'awake') : state.request;
}
