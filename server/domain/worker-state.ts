import type { MayKeepRunning, TaskStatus } from '../contracts/task.ts';
import type { WorkerStatus } from '../contracts/worker.ts';

/*
 * The life of a worker.
 *
 * A registered worker has no status until it signs on, which makes it `starting`. It is told which status to go to
 * first, usually `awake`, and reports each status that it reaches. People and plugins request a status; the worker
 * hears of it when it signs on, polls while asleep, asks for a task, or asks whether it may continue. A lazy request
 * lets the running task finish. Signing off makes a worker `offline`, silence puts it in `error`. A worker that stops
 * being awake gives its tasks back.
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
 * Sign-on. `prescribed`: the status that a schedule wants it in now, `null` = none. Tasks that it still held are no
 * longer running.
 */
export function decideSignOn(
  state: WorkerState,
  prescribed: WorkerStatus | null,
): WorkerDecision & { readonly goTo: WorkerStatus } {
  const goTo = state.request?.status ?? prescribed ?? 'awake';
  return { status: 'starting', request: state.request, returnTasks: true, goTo };
}

/** Sign-off. Remembers whether the worker was `awake` or `asleep`, so that its next sign-on takes it back there. */
export function decideSignOff(state: WorkerState): WorkerDecision {
  const fulfilled = state.request?.status === 'offline' || state.request?.status === 'restart';
  const pending = fulfilled ? null : state.request;
  const remembered =
    state.status === 'awake' || state.status === 'asleep' ? { status: state.status, lazy: false } : null;
  return { status: 'offline', request: pending ?? remembered, returnTasks: true };
}

/** The worker reports its status. The request stays pending unless this is the requested status. */
export function decideStatusReport(state: WorkerState, status: WorkerStatus): WorkerDecision {
  const request = state.request?.status === status ? null : state.request;
  return { status, request, returnTasks: state.status === 'awake' && status !== 'awake' };
}

/** Nothing was heard from the worker for too long (timeouts.ts). */
export function decideWorkerTimeout(): WorkerDecision {
  return { status: 'error', request: null, returnTasks: true };
}

/** Somebody took its credentials from the worker, so that nothing will be heard from it any more. */
export function decideRevocation(): WorkerDecision {
  return { status: 'offline', request: null, returnTasks: true };
}

/** The answer to a state poll: the status to go to, `null` when there is nothing to do. Lazy requests count too. */
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
 * Whether a worker that asks for a task may get one. A pending request comes first, lazy or not. A worker that timed
 * out and asks again is fine after all: it is told to go awake (in Flamenco 3 it stays in error until somebody restarts
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

/** The task that a worker asks about, found through the attempt that the worker was handed. */
export interface HeldTask {
  readonly status: TaskStatus;
  /** The attempt is the task's current one and belongs to this worker. */
  readonly isTheirs: boolean;
}

/** May the worker continue its task? The first rule that fits decides. `task` is `null` when unknown. */
export function mayKeepRunning(state: WorkerState, task: HeldTask | null): MayKeepRunning {
  if (task === null) return stop('the task does not exist', false);
  if (state.request !== null && !state.request.lazy)
    return stop(`this worker is asked to go to "${state.request.status}"`, true);
  if (!task.isTheirs) return stop('the task is no longer assigned to this worker', false);
  if (task.status !== 'active') return stop(`the task is "${task.status}", not "active"`, false);
  return { mayKeepRunning: true, reason: '', statusChangeRequested: false };
}

/** Statuses that a person may ask a worker to go to; the others cannot be asked for. */
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

/**
 * A person asks for a status. Asking for the one that the worker is in clears the pending request; otherwise the newest
 * request replaces it.
 */
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
