import type { AssignedTask } from '#server/contracts/task.ts';
import type { Job } from '#server/contracts/job.ts';
import type { Credentials, TestAnswer } from '#tests/support/test-client.ts';
import type { TestManager } from '#tests/support/test-manager.ts';

/** One way to make an operation answer with one of the statuses that it declares. */
export interface StatusCase {
  readonly operation: string;
  readonly status: number;
  /** When it answers like this, in words. */
  readonly when: string;
  call(manager: TestManager): Promise<Pick<TestAnswer, 'status'> & { readonly body?: unknown }>;
  /** What the answer has to say, beyond what the document promises. */
  readonly says?: unknown;
}

export const NO_ID = '00000000-0000-4000-8000-000000000000';
export const BAD_ID = 'F0E1D2C3-0000-4000-8000-000000000000';

/** The same request with a malformed id (400) and with an id that does not exist (404). */
export function idCases(operation: string, method: string, path: string, body?: unknown): StatusCase[] {
  const call = (id: string) => (manager: TestManager) =>
    manager.client.call(method, path.replace('{id}', id), { body });
  return [
    { operation, status: 400, when: 'the id is not a UUID', call: call(BAD_ID), says: /must be a lower-case UUID/ },
    { operation, status: 404, when: 'nothing has that id', call: call(NO_ID), says: /does not exist/ },
  ];
}

let priority = 1000;

/** A job whose tasks are handed out before those of all jobs so far. */
export function urgentJob(manager: TestManager, change: Record<string, unknown> = {}): Promise<Job> {
  priority += 1;
  return manager.client.submitJob({ priority, ...change });
}

export interface Assignment {
  readonly worker: Credentials;
  readonly job: Job;
  readonly task: AssignedTask;
}

/** A new job whose first task was handed to a new worker. */
export async function assignment(manager: TestManager): Promise<Assignment> {
  const job = await urgentJob(manager);
  const worker = await manager.client.awakeWorker();
  const task = await manager.client.nextTask(worker);
  if (task?.job !== job.id) throw new Error('the worker got no task of the new job');
  return { worker, job, task };
}

/** The id of the first task of a job. */
export async function firstTaskId(manager: TestManager, jobId: string): Promise<string> {
  const { tasks } = await manager.client.get<{ tasks: { id: string }[] }>(`/jobs/${jobId}/tasks`);
  return tasks[0]?.id ?? '';
}
