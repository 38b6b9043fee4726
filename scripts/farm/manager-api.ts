import { randomUUID } from 'node:crypto';
import { IDEMPOTENCY_KEY_HEADER } from '#server/contracts/idempotency-key.ts';
import { jobSchema, type Job } from '#server/contracts/job.ts';
import { jobTasksSummarySchema, type TaskSummary } from '#server/contracts/task.ts';

/** What a client sends to submit a job; whatever the manager fills in by itself may be left out. */
export type JobOrder = {
  name: string;
  type: string;
  submitter_platform: string;
  settings: Record<string, unknown>;
  priority?: number;
  metadata?: Record<string, string>;
};

/** The few operations of the public API that drive a scratch farm. Each throws if the manager refuses. */
export type ManagerApi = {
  submit: (order: JobOrder) => Promise<Job>;
  job: (id: string) => Promise<Job>;
  tasks: (jobId: string) => Promise<TaskSummary[]>;
  /** The last 2048 bytes of a task's log. */
  logTail: (taskId: string) => Promise<string>;
};

export function managerApi(url: string, signal?: AbortSignal): ManagerApi {
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(new URL(path, url), { signal, ...init });
    const text = await answer.text();
    if (!answer.ok)
      throw new Error(`${init.method ?? 'GET'} ${path} was answered with ${answer.status}: ${text.trim()}`);
    return text;
  };
  const json = async (path: string, init?: RequestInit): Promise<unknown> => JSON.parse(await ask(path, init));
  return {
    submit: async (order) => {
      const headers = { 'content-type': 'application/json', [IDEMPOTENCY_KEY_HEADER]: randomUUID() };
      const send = () => json('/api/v3/jobs', { method: 'POST', headers, body: JSON.stringify(order) });
      // If no answer came, the job may be there: asking again under its key makes no second one.
      const answer = await send().catch((error: unknown) => {
        if (error instanceof TypeError) return send();
        throw error;
      });
      return jobSchema.parse(answer);
    },
    job: async (id) => jobSchema.parse(await json(`/api/v3/jobs/${id}`)),
    tasks: async (jobId) => jobTasksSummarySchema.parse(await json(`/api/v3/jobs/${jobId}/tasks`)).tasks ?? [],
    logTail: (taskId) => ask(`/api/v3/tasks/${taskId}/logtail`),
  };
}
