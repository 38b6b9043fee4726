import type { FailurePolicy } from '../contracts/failure-policy.ts';
import type { JobProgress } from '../contracts/events/task-event.ts';
import { MOST, shortened } from '../contracts/limits.ts';
import type { JobRow as ListedJob } from '../contracts/web/job-rows.ts';
import type { TaskTally } from '../domain/farm-facts.ts';
import { jobActions } from '../domain/job-actions.ts';
import type { JobRow } from './tables.ts';

/** The key of the metadata that says who submitted a job. */
export const SUBMITTER = 'user.name';

/** A job as our pages list it and as events carry it. `tasks`: its tasks per status. */
export function listedJob(row: JobRow, tasks: TaskTally): ListedJob {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    type: row.type,
    status: row.status,
    priority: row.priority,
    activity: row.activity,
    submitter: shortened((JSON.parse(row.metadata) as Record<string, string>)[SUBMITTER] ?? '', MOST.name),
    created: row.created_at,
    updated: row.updated_at,
    tasks,
    steps_completed: row.steps_completed,
    steps_total: row.steps_total,
    waits_for: row.waits_for,
    keep: row.keep === 1,
    ...(row.failure_policy === null ? {} : { failure_policy: JSON.parse(row.failure_policy) as FailurePolicy }),
    owner_id: row.owner_id,
    worker_tag_id: row.worker_tag_id,
    ...(row.delete_requested_at === null ? {} : { delete_requested_at: row.delete_requested_at }),
    actions: jobActions(row.status),
  };
}

/** What events about a task say about its job; with `tasks` when a task has changed status. */
export function jobProgress(row: JobRow, tasks?: TaskTally): JobProgress {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    status: row.status,
    priority: row.priority,
    owner_id: row.owner_id,
    updated: row.updated_at,
    steps_completed: row.steps_completed,
    steps_total: row.steps_total,
    ...(tasks && { tasks }),
  };
}
