import type { FarmEvents } from '../../contracts/event.ts';
import type { JobEvent } from '../../contracts/events/job-event.ts';
import type { TaskEvent } from '../../contracts/events/task-event.ts';
import type { WorkerEvent } from '../../contracts/events/worker-event.ts';
import type { TaskTally } from '../../domain/farm-facts.ts';
import type { Transaction } from '../../persistence/database.ts';
import { jobProgress, listedJob } from '../../persistence/listed-job.ts';
import { listedTask } from '../../persistence/listed-task.ts';
import { listedWorker } from '../../persistence/listed-worker.ts';
import { findTagsOf } from '../../persistence/repositories/worker-tags.repository.ts';
import type { JobRow, TaskRow, WorkerRow, WorkerTagRow } from '../../persistence/tables.ts';

/** The payload of an event about a job: its row, its tasks per status, and in `rest` what only this event knows. */
export function jobEvent(row: JobRow, tasks: TaskTally, rest: Omit<JobEvent, 'job'>): JobEvent {
  return { job: listedJob(row, tasks), ...rest };
}

export interface ToldTask {
  readonly task: TaskRow;
  readonly job: JobRow;
  /** The worker that has the task, or had it last. */
  readonly worker: { readonly id: string; readonly name: string } | null;
  /** The job's tasks per status; needed when the task changed its own. */
  readonly tally?: TaskTally;
}

/** The payload of an event about a task, with the progress of its job; `rest` holds what only this event knows. */
export function taskEvent(
  { task, job, worker, tally }: ToldTask,
  rest: Omit<TaskEvent, 'task' | 'job'> = {},
): TaskEvent {
  const who = worker && { id: worker.id, name: worker.name };
  return { task: listedTask(task, who), job: jobProgress(job, tally), ...rest };
}

/** The payload of an event about a worker: its row, and in `rest` what only this event knows. */
export function workerEvent(row: WorkerRow, rest: Omit<WorkerEvent, 'worker'>): WorkerEvent {
  return { worker: listedWorker(row), ...rest };
}

/** A task as it appears in an event about its worker. */
export function taskOfWorker({ task, job }: { task: TaskRow; job: JobRow }): NonNullable<WorkerEvent['task']> {
  return { id: task.id, name: task.name, status: task.status, job_id: job.id, job_name: job.name };
}

/** Announces a change of a worker, along with its tags. They cost a query, so this is for things that are rare. */
export async function tellOfWorker(
  tx: Transaction,
  row: WorkerRow,
  rest: Omit<WorkerEvent, 'worker' | 'tags'>,
): Promise<void> {
  const tags = (await findTagsOf(tx.tables, row.id)).map(({ id, name }) => ({ id, name }));
  tx.emit('worker.changed', workerEvent(row, { ...rest, tags }));
}

/** The payload of an event about a tag. */
export function workerTagEvent({ id, name, description }: WorkerTagRow): FarmEvents['worker-tag.changed'] {
  return { tag: { id, name, description } };
}

/** A tag as programs and pages get it; an empty description is left out. */
export function workerTagBody({ id, name, description }: WorkerTagRow): {
  id: string;
  name: string;
  description?: string;
} {
  return { id, name, ...(description === '' ? {} : { description }) };
}

/** The names of the properties of `after` whose values differ from those in `before`. */
export function changedNames<T extends object>(before: T, after: T): string[] {
  const names = Object.keys(after) as (keyof T & string)[];
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}
