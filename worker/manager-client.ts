import type { z } from 'zod';
import { errorSchema } from '#server/contracts/error.ts';
import {
  type IdentityQuestion,
  type ManagerIdentity,
  managerIdentitySchema,
} from '#server/contracts/manager-identity.ts';
import { assignedTaskSchema, mayKeepRunningSchema } from '#server/contracts/task.ts';
import type { AssignedTask, MayKeepRunning, TaskUpdate } from '#server/contracts/task.ts';
import type { WorkerCheck } from '#server/contracts/worker-check.ts';
import type { CredentialsNews } from '#server/contracts/worker.ts';
import { registeredWorkerSchema, workerSignedOnSchema, workerStateChangeSchema } from '#server/contracts/worker.ts';
import type {
  RegisteredWorker,
  WorkerRegistration,
  WorkerSignedOn,
  WorkerSignOn,
  WorkerStatus,
} from '#server/contracts/worker.ts';
import type { Answered, ManagerConnection, Unreachable } from './manager-connection.ts';
import type { Timing } from './timing.ts';

/**
 * The manager answered, but not with success: with an error code of the contract, or with something that does not fit
 * it.
 */
export interface Refused {
  readonly kind: 'refused';
  readonly status: number;
  readonly message: string;
  /** Set if it was not a manager that answered, but something before it. */
  readonly isForeign?: true;
  /** Set if somebody has taken this worker's credentials from it, and may give them back. */
  readonly isRevoked?: true;
}
const REVOKED: CredentialsNews = 'revoked';

/** Distinguishes "the manager said X" from "there was no answer". */
export type Answer<T> = { readonly kind: 'ok'; readonly body: T } | Refused | Unreachable;
export type TaskAnswer =
  | { readonly kind: 'task'; readonly task: AssignedTask }
  | { readonly kind: 'no-task' }
  | { readonly kind: 'change-status'; readonly status: WorkerStatus }
  | Refused
  | Unreachable;

/** The worker's operations of `/api/v3`, one method each. */
export class ManagerClient {
  readonly #connection: ManagerConnection;
  readonly #timing: Pick<Timing, 'request' | 'outputUpload'>;

  constructor(connection: ManagerConnection, timing: Pick<Timing, 'request' | 'outputUpload'>) {
    this.#connection = connection;
    this.#timing = timing;
  }

  /** Tells nothing but what is in the question. A Flamenco 3 manager refuses it. */
  async proveIdentity(question: IdentityQuestion, signal: AbortSignal): Promise<Answer<ManagerIdentity>> {
    const timeoutMilliseconds = this.#timing.request;
    const request = { method: 'POST', path: '/identity', json: question, isAnonymous: true } as const;
    return expectBody(
      await this.#connection.request({ ...request, signal, timeoutMilliseconds }),
      managerIdentitySchema,
    );
  }

  async register(registration: WorkerRegistration, signal: AbortSignal): Promise<Answer<RegisteredWorker>> {
    return expectBody(await this.#introduce('/worker/register-worker', registration, signal), registeredWorkerSchema);
  }

  /** The body names the status to change to. */
  async signOn(signOn: WorkerSignOn, signal: AbortSignal): Promise<Answer<WorkerSignedOn>> {
    return expectBody(await this.#introduce('/worker/sign-on', signOn, signal), workerSignedOnSchema);
  }

  /** Another secret for this worker; the manager takes both until it is confirmed. */
  async takeSecret(secret: string, signal: AbortSignal): Promise<Answer<undefined>> {
    return expectStatus(await this.#post('/worker/secret', { secret }, signal), 204);
  }

  /** Says that this worker has kept the secret that this is sent with, and uses no other any more. */
  async confirmSecret(signal: AbortSignal): Promise<Answer<undefined>> {
    return expectStatus(await this.#post('/worker/secret', {}, signal), 204);
  }

  async signOff(signal: AbortSignal): Promise<Answer<undefined>> {
    return expectStatus(await this.#post('/worker/sign-off', undefined, signal), 204);
  }

  /** Tells the manager which status this worker is in now. */
  async reportStatus(status: WorkerStatus, signal: AbortSignal): Promise<Answer<undefined>> {
    return expectStatus(await this.#post('/worker/state-changed', { status }, signal), 204);
  }

  /** The status the manager wants this worker to change to; undefined = none, carry on. */
  async requestedStatus(signal: AbortSignal): Promise<Answer<WorkerStatus | undefined>> {
    const answer = await this.#get('/worker/state', signal);
    return answer.kind === 'answered' && answer.status === 204
      ? { kind: 'ok', body: undefined }
      : statusRequested(answer);
  }

  async askForTask(signal: AbortSignal): Promise<TaskAnswer> {
    const answer = await this.#post('/worker/task', undefined, signal);
    if (answer.kind === 'unreachable') return answer;
    if (answer.status === 204) return { kind: 'no-task' };
    if (answer.status === 423) {
      const change = workerStateChangeSchema.safeParse(answer.body);
      return change.success ? { kind: 'change-status', status: change.data.status_requested } : refused(answer);
    }
    const task = expectBody(answer, assignedTaskSchema);
    return task.kind === 'ok' ? { kind: 'task', task: task.body } : task;
  }

  /** Sends what this worker found out about its machine. A Flamenco 3 manager refuses it with 404. */
  async sendCheck(check: WorkerCheck, signal: AbortSignal): Promise<Answer<undefined>> {
    return expectStatus(await this.#post('/worker/self-check', check, signal), 204);
  }

  async mayIRun(taskId: string, signal: AbortSignal): Promise<Answer<MayKeepRunning>> {
    return expectBody(await this.#get(`/worker/task/${taskId}/may-i-run`, signal), mayKeepRunningSchema);
  }

  async updateTask(taskId: string, update: TaskUpdate, signal: AbortSignal): Promise<Answer<undefined>> {
    return expectStatus(await this.#post(`/worker/task/${taskId}`, update, signal), 204);
  }

  /** @param contentType `image/jpeg` or `image/png`. */
  async uploadOutput(
    taskId: string,
    bytes: Uint8Array<ArrayBuffer>,
    contentType: string,
    signal: AbortSignal,
  ): Promise<Answer<undefined>> {
    const answer = await this.#connection.request({
      method: 'POST',
      path: `/worker/task/${taskId}/output-produced`,
      file: { bytes, contentType },
      timeoutMilliseconds: this.#timing.outputUpload,
      signal,
    });
    return expectStatus(answer, 202);
  }

  #get(path: string, signal: AbortSignal): Promise<Answered | Unreachable> {
    return this.#connection.request({ method: 'GET', path, signal, timeoutMilliseconds: this.#timing.request });
  }

  #introduce(path: string, json: unknown, signal: AbortSignal): Promise<Answered | Unreachable> {
    const timeoutMilliseconds = this.#timing.request;
    return this.#connection.request({
      method: 'POST',
      path,
      json,
      signal,
      timeoutMilliseconds,
      withRegistrationSecret: true,
    });
  }

  #post(path: string, json: unknown, signal: AbortSignal): Promise<Answered | Unreachable> {
    return this.#connection.request({ method: 'POST', path, json, signal, timeoutMilliseconds: this.#timing.request });
  }
}

function expectStatus(answer: Answered | Unreachable, status: number): Answer<undefined> {
  if (answer.kind === 'unreachable') return answer;
  return answer.status === status ? { kind: 'ok', body: undefined } : refused(answer);
}

function expectBody<T>(answer: Answered | Unreachable, schema: z.ZodType<T>): Answer<T> {
  if (answer.kind === 'unreachable') return answer;
  if (answer.status !== 200) return refused(answer);
  const parsed = schema.safeParse(answer.body);
  return parsed.success ? { kind: 'ok', body: parsed.data } : refused(answer);
}

function statusRequested(answer: Answered | Unreachable): Answer<WorkerStatus> {
  const change = expectBody(answer, workerStateChangeSchema);
  return change.kind === 'ok' ? { kind: 'ok', body: change.body.status_requested } : change;
}

function refused(answer: Answered): Refused {
  const error = errorSchema.partial({ code: true }).safeParse(answer.body);
  if (error.success) {
    const isRevoked = answer.status === 403 && answer.credentialsNews === REVOKED;
    return { kind: 'refused', status: answer.status, message: error.data.message, ...(isRevoked && { isRevoked }) };
  }
  const { status, redirectsTo, isPage = false } = answer;
  const message =
    redirectsTo === undefined
      ? 'this is not an answer that a Flamenco manager gives'
      : `it leads to ${redirectsTo}, where the worker does not follow, since its headers are for this address only`;
  return { kind: 'refused', status, message, ...(isPage && { isForeign: true }) };
}
