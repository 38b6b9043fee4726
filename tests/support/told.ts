import type { JobNews } from '#app/_lib/event-batch.ts';
import type { TaskEvent } from '#server/contracts/events/task-event.ts';
import type { WorkerEvent } from '#server/contracts/events/worker-event.ts';
import type { JobRow } from '#server/contracts/web/job-rows.ts';
import type { TaskRow } from '#server/contracts/web/task-rows.ts';
import type { WorkerRow } from '#server/contracts/web/worker-rows.ts';
import { listedJob } from '#server/persistence/listed-job.ts';
import { newJobRow } from '#server/persistence/new-job-row.ts';

const CREATED = '2026-11-24T11:00:00.000Z';
/** When rows were updated that say nothing else, and when events happen. */
export const EARLIER = '2026-11-24T12:00:00.000Z';
export const LATER = '2026-11-24T12:00:05.000Z';

/** A job as pages get it: active, with nine of ten tasks to do. */
export function aJob(id: string, fields: Partial<JobRow> = {}): JobRow {
  const tasks = { active: 1, canceled: 0, completed: 0, failed: 0, queued: 9, 'soft-failed': 0, paused: 0 };
  const about = {
    id,
    number: 1,
    name: `job ${id}`,
    type: 'echo-sleep-test',
    status: 'active',
    steps_total: 10,
  } as const;
  return { ...listedJob(newJobRow({ ...about, created_at: CREATED, updated_at: EARLIER }), tasks), ...fields };
}

export function aTask(id: string, index: number, fields: Partial<TaskRow> = {}): TaskRow {
  return {
    id,
    index_in_job: index,
    name: `render-${index}`,
    type: 'blender',
    status: 'queued',
    priority: 50,
    activity: '',
    worker: null,
    steps_completed: 0,
    steps_total: 1,
    updated: EARLIER,
    actions: ['cancel'],
    ...fields,
  };
}

export function aWorker(id: string, fields: Partial<WorkerRow> = {}): WorkerRow {
  return {
    id,
    name: `worker ${id}`,
    status: 'awake',
    status_change: null,
    address: '10.0.0.1',
    platform: 'linux',
    version: '1',
    can_restart: false,
    approval: null,
    new_secret_asked: null,
    locked: [],
    refused_wishes: null,
    task_types: ['blender'],
    last_seen: EARLIER,
    updated: EARLIER,
    task: null,
    ...fields,
  };
}

/** That a job changed; `previous` when its status did. */
export function jobChanged(id: string, fields: Partial<JobRow> = {}, previous?: JobRow['status']): JobNews {
  const job = aJob(id, { updated: LATER, ...fields });
  return {
    id,
    kind: 'changed',
    event: { job, changed: Object.keys(fields), ...(previous && { previous_status: previous }) },
  };
}

/** That a task changed, which is one of the job "j". */
export function taskChanged(
  id: string,
  index: number,
  fields: Partial<TaskRow> = {},
  more: Partial<TaskEvent> = {},
): TaskEvent {
  const { id: jobId, name, type, status, priority, owner_id, updated, steps_completed, steps_total, tasks } = aJob('j');
  const job = { id: jobId, name, type, status, priority, owner_id, updated, steps_completed, steps_total, tasks };
  return { task: aTask(id, index, { updated: LATER, ...fields }), job, ...more };
}

export function workerChanged(
  id: string,
  fields: Partial<WorkerRow> = {},
  more: Partial<WorkerEvent> = {},
): WorkerEvent {
  const { task: _task, ...worker } = aWorker(id, { updated: LATER, ...fields });
  return { worker, changed: Object.keys(fields), ...more };
}
