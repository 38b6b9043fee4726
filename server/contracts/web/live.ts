import { z } from 'zod';
import type { FarmEvent } from '../event.ts';
import type { JobProgress } from '../events/task-event.ts';
import { uuidSchema } from '../ids.ts';
import type { WorkerRow } from './worker-rows.ts';
import { MOST, text } from '../limits.ts';

/**
 * Follow events after this one; absent = from now on. Task events are sent one by one only for `jobId`; the task events
 * of all jobs are summed up as progress.
 */
export const liveEventsInputSchema = z.object({ lastEventId: text(MOST.word).nullish(), jobId: uuidSchema.optional() });

/** A task that a worker was handed, or what became of it. */
export interface WorkersTask {
  readonly worker_id: string;
  readonly task: NonNullable<WorkerRow['task']>;
}

/** What task events say about jobs and workers: how far along each job is, and what each worker is doing. */
export interface Progress {
  readonly jobs: readonly JobProgress[];
  readonly tasks: readonly WorkersTask[];
}

/**
 * What a page's live subscription yields. `gap` says that events were missed because the log no longer holds them:
 * fetch everything again. `progress` sums up a burst of task events, including those of jobs that the page does not
 * follow.
 */
export type LiveMessage =
  | { kind: 'event'; event: FarmEvent }
  | { kind: 'gap' }
  | { kind: 'progress'; progress: Progress };

export const liveLogInputSchema = z.object({
  taskId: uuidSchema,
  lastEventId: text(MOST.word).nullish(),
  offset: z.int().min(0).default(0),
});
export interface LiveLogChunk {
  readonly offset: number;
  readonly text: string;
}

/** What the header of every page shows. */
export const farmInfoSchema = z.object({
  name: z.string(),
  version: z.string(),
  status: z.string(),
  workers: z.object({ awake: z.int(), total: z.int() }),
  access: z.enum(['open', 'accounts']).describe('`open`: everybody on the network may do everything.'),
  addOnUrl: z.string().nullable(),
  plugins: z.array(z.string()).describe('The ids of the running plugins.'),
});
