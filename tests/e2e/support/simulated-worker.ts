import { setTimeout as pause } from 'node:timers/promises';
import type { AssignedTask } from '#server/contracts/task.ts';
import type { Credentials, TestAnswer, TestClient } from '#tests/support/test-client.ts';

const RETRY_MS = 20;
const IDLE_MS = 30;

/** A worker without programs: it completes what it is given, and never gives up on a manager that does not answer. */
export interface SimulatedWorker {
  /** Attempts whose completion the manager has acknowledged. */
  readonly acknowledged: readonly string[];
  /** Attempts that, according to the manager, were no longer this worker's. */
  readonly refused: readonly string[];
  /** Answers that no worker should ever get. */
  readonly surprises: readonly string[];
  /** Ends after the current task. */
  stop(): Promise<void>;
}

/** Starts a worker that has already signed on. */
export function simulateWorker(client: TestClient, worker: Credentials): SimulatedWorker {
  const [acknowledged, refused, surprises]: [string[], string[], string[]] = [[], [], []];
  const stopping = new AbortController();

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      const answer = await persistently(() => client.call('POST', '/worker/task', { worker }), stopping.signal);
      if (answer?.status === 200) await runTask(answer.body as AssignedTask);
      else if (answer === undefined || answer.status === 204) await pause(IDLE_MS);
      else surprises.push(`POST /worker/task: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
  }

  async function runTask(task: AssignedTask): Promise<void> {
    await report(task, { taskStatus: 'active', activity: 'working' });
    await report(task, { steps_completed: 1, log: 'half of it' });
    const answer = await report(task, { taskStatus: 'completed', log: 'all of it' });
    if (answer.status === 204) acknowledged.push(task.uuid);
    else if (answer.status === 409) refused.push(task.uuid);
    else surprises.push(`completed: ${answer.status} ${JSON.stringify(answer.body)}`);
  }

  function report(task: AssignedTask, update: Record<string, unknown>): Promise<TestAnswer> {
    return persistently(() => client.report(worker, task, update));
  }

  const ended = work();
  return {
    acknowledged,
    refused,
    surprises,
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

/**
 * Calls until the answer is something other than "try again"; undefined once the signal, if there is one, has aborted.
 */
export async function persistently(call: () => Promise<TestAnswer>): Promise<TestAnswer>;
export async function persistently(
  call: () => Promise<TestAnswer>,
  signal: AbortSignal,
): Promise<TestAnswer | undefined>;
export async function persistently(
  call: () => Promise<TestAnswer>,
  signal?: AbortSignal,
): Promise<TestAnswer | undefined> {
  while (signal?.aborted !== true) {
    const answer = await call().catch(() => undefined);
    if (answer && answer.status !== 503) return answer;
    await pause(RETRY_MS);
  }
  return undefined;
}
