import type { MayKeepRunning, TaskStatus } from '../contracts/task.ts';
import type { WorkerStatus } from '../contracts/worker.ts';

/*
 * The life of a worker. Browser-safe; the worker program imports it too.
 *
 * A registered worker has no status until it signs on: `starting`. It is told where to go first, usually `awake`, and
 * reports each status that it reached. People and plugins request a status; the worker is told when it signs on,
 * polls while asleep, asks for a task, or asks whether it may go on. A lazy request lets the running task finish.
 * Signing off makes it `offline`, silence makes it `error`. Whoever stops being awake gives its tasks back.
 */

/** A status that the worker was asked to go to; at most one per worker. */
export interface StatusRequest {
  readonly status: WorkerStatus;
  /** True: the running task may finish first. */
  readonly lazy: boolean;
}

export interface WorkerState {
  /** Empty until the first sign-on. */
  readonly status: WorkerStatus | '';
  readonly request: StatusRequest | null;
}

/** What a worker's state becomes. */
export interface WorkerDecision extends WorkerState {
  /** Its active tasks go back to the pool (return-to-pool.ts). */
  readonly returnTasks: boolean;
}

/**
 * Sign-on. `prescribed`: where it should go now by the clock, `null` = wherever it likes. Tasks it still held are not
 * running any more.
 */
export function decideSignOn(
  state: WorkerState,
  prescribed: WorkerStatus | null,
): WorkerDecision & { readonly goTo: WorkerStatus } {
  const goTo = state.request?.status ?? prescribed ?? 'awake';
  return { status: 'starting', request: state.request, returnTasks: true, goTo };
}

/** Sign-off. Remembers `awake` or `asleep`, so that the next sign-on leads there again. */
export function decideSignOff(state: WorkerState): WorkerDecision {
  const fulfilled = state.request?.status === 'offline' || state.request?.status === 'restart';
  const pending = fulfilled ? null : state.request;
  const remembered =
    state.status === 'awake' || state.status === 'asleep' ? { status: state.status, lazy: false } : null;
  return { status: 'offline', request: pending ?? remembered, returnTasks: true };
}

/** The worker reports the status it is in now. Another status than the requested one leaves the request pending. */
export function decideStatusReport(state: WorkerState, status: WorkerStatus): WorkerDecision {
  const request = state.request?.status === status ? null : state.request;
  return { status, request, returnTasks: state.status === 'awake' && status !== 'awake' };
}

/** The worker was not heard of for too long (timeouts.ts). */
export function decideWorkerTimeout(): WorkerDecision {
  return { status: 'error', request: null, returnTasks: true };
}

/** What a state poll answers: the status to go to, `null` when there is nothing to do. Lazy requests count. */
export function pendingStatus(state: WorkerState): WorkerStatus | null {
  return state.request?.status ?? null;
}

export type TaskGate =
  | { readonly answer: 'ok' }
  /** 423: go to this status first. */
  | { readonly answer: 'change-status'; readonly status: WorkerStatus }
  /** 409 */
  | { readonly answer: 'wrong-status'; readonly message: string };

/**
 * Whether a worker that asks for a task may get one. A pending request comes first, lazy or not. A worker that was
 * given up as silent and asks again is well: it is told to be awake (in Flamenco 3 it stays out until somebody restarts
 * it).
 */
export function taskGate(state: WorkerState): TaskGate {
  if (state.request !== null) return { answer: 'change-status', status: state.request.status };
  if (state.status === 'awake') return { answer: 'ok' };
  if (state.status === 'error') return { answer: 'change-status', status: 'awake' };
  const is = state.status === '' ? 'not signed on' : `"${state.status}"`;
  return {
    answer: 'wrong-status',
    message: `This worker is ${is}; tasks are given to workers that are "awake". Sign on again.`,
  };
}

/** The task that a worker asks about, by the attempt that it was handed. */
export interface HeldTask {
  readonly status: TaskStatus;
  /** The attempt is the task's current one and belongs to this worker. */
  readonly isTheirs: boolean;
}

/** May the worker go on with its task? First rule that fits. `task` is `null` when unknown. */
export function mayKeepRunning(state: WorkerState, task: HeldTask | null): MayKeepRunning {
  if (task === null) return stop('the task does not exist', false);
  if (state.request !== null && !state.request.lazy)
    return stop(`this worker is asked to go to "${state.request.status}"`, true);
  if (!task.isTheirs) return stop('the task is no longer assigned to this worker', false);
  if (task.status !== 'active') return stop(`the task is "${task.status}", not "active"`, false);
  return { mayKeepRunning: true, reason: '', statusChangeRequested: false };
}

/** Statuses that a person may ask a worker to go to; the others only come about by themselves. */
export const REQUESTABLE_STATUSES = [
  'awake',
  'asleep',
  'offline',
  'restart',
] as const satisfies readonly WorkerStatus[];

export type RequestOutcome =
  | { readonly answer: 'ok'; readonly request: StatusRequest | null }
  /** 412 */
  | { readonly answer: 'cannot-restart'; readonly message: string }
  /** 422 */
  | { readonly answer: 'impossible'; readonly message: string };

/** A person asks for a status. Asking for the one it is in clears the pending request; else the newest counts. */
export function decideStatusRequest(state: WorkerState, request: StatusRequest, canRestart: boolean): RequestOutcome {
  if (request.status === state.status) return { answer: 'ok', request: null };
  if (!(REQUESTABLE_STATUSES as readonly WorkerStatus[]).includes(request.status)) {
    const message = `A worker cannot be asked to go to "${request.status}". Possible: ${REQUESTABLE_STATUSES.join(', ')}.`;
    return { answer: 'impossible', message };
  }
  if (request.status === 'restart' && !canRestart) {
    return {
      answer: 'cannot-restart',
      message: 'This worker cannot restart itself. Start it with -restart-exit-code under a supervisor.',
    };
  }
  return { answer: 'ok', request };
}

function stop(reason: string, statusChangeRequested: boolean): MayKeepRunning {
  return { mayKeepRunning: false, reason, statusChangeRequested };
}
