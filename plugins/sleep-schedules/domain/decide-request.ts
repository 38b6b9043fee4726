import type { SleepWindows } from '../contract.ts';
import type { StatusRequest, WorkerState } from '#server/domain/worker-state.ts';
import { decidePrescribedStatus } from './decide-prescribed-status.ts';
import { prescribedStatus } from './prescribed-status.ts';

/** When and where schedules are looked at. */
export interface Moment {
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly timeZone: string;
}

/** What the worker is asked after its schedule was saved. `before` is the schedule that it had, if any. */
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

/** The schedule that kept the worker asleep is switched off. It wakes up if it runs; nothing else is done to it. */
function decideWithoutSchedule(state: WorkerState): StatusRequest | null {
  const goesToSleep = state.request?.status === 'asleep';
  if (state.status === 'offline' || state.status === 'error' || state.status === '') {
    return goesToSleep ? null : state.request;
  }
  if (goesToSleep && state.status === 'awake') return null;
  const sleeps = goesToSleep || (state.status === 'asleep' && state.request === null);
  return sleeps ? decidePrescribedStatus(state, 'awake') : state.request;
}
