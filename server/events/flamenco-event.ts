import type { FarmEvent, FarmEvents } from '../contracts/event.ts';
import type { JobEvent } from '../contracts/events/job-event.ts';
import type { JobProgress, TaskEvent } from '../contracts/events/task-event.ts';
import type { WorkerEvent } from '../contracts/events/worker-event.ts';
import { NEVER } from '../contracts/ids.ts';

/** A broadcast in the form that clients of Flamenco 3 know. */
export interface FlamencoEvent {
  /** The MQTT topic without its prefix, which is also the Socket.IO room. */
  readonly topic: string;
  /** The name of the event, for protocols in which events have names. */
  readonly name: string;
  readonly payload: object;
}

/** The changes of a job that Flamenco 3 broadcasts; those that only we know are left out. */
const TOLD_OF_JOBS = ['status', 'priority', 'worker_tag_id', 'delete_requested_at', 'tasks'];
const TOLD_OF_WORKERS = ['task', 'status_change', 'tags', 'removed'];

/** What Flamenco 3 would broadcast about one of our events: usually one message, sometimes none or two. */
export function flamencoEvents(event: FarmEvent): FlamencoEvent[] {
  switch (event.type) {
    case 'job.submitted':
      return [onJobs(jobUpdate(event.payload))];
    case 'job.changed':
      return event.payload.changed.some((name) => TOLD_OF_JOBS.includes(name))
        ? [onJobs(jobUpdate(event.payload))]
        : [];
    case 'job.deleted':
      return [onJobs(goneJob(event.payload.job.id))];
    case 'task.changed':
      return taskBroadcasts(event.payload);
    case 'worker.changed':
      return workerBroadcasts(event.payload);
    case 'worker-tag.changed':
      return [{ topic: '/workertags', name: '/workertags', payload: tagUpdate(event.payload) }];
    case 'last-rendered.updated':
      return pictureBroadcasts(event.payload);
    case 'farm-status.changed':
      return [{ topic: '/status', name: '/status', payload: { status: event.payload.status } }];
    case 'manager.life-cycle':
      return [{ topic: '/lifecycle', name: '/lifecycle', payload: event.payload }];
    // Events that only we have, and those of plugins.
    default:
      return [];
  }
}

function onJobs(payload: object): FlamencoEvent {
  return { topic: '/jobs', name: '/jobs', payload };
}

function jobFacts(job: JobProgress) {
  const { id, name, updated, status, type, priority, steps_completed, steps_total } = job;
  return { id, name, updated, status, type, priority, steps_completed, steps_total };
}

function jobUpdate({ job, previous_status, changed }: JobEvent): object {
  return {
    ...jobFacts(job),
    refresh_tasks: changed.includes('tasks'),
    ...(previous_status && { previous_status }),
    ...(job.delete_requested_at && { delete_requested_at: job.delete_requested_at }),
  };
}

/** Only `id` and `was_deleted` mean anything; the other fields are required. */
function goneJob(id: string): object {
  const zero = { updated: NEVER, status: '', type: '', priority: 0, steps_completed: 0, steps_total: 0 };
  return { id, ...zero, refresh_tasks: false, was_deleted: true };
}

/** A task that only changed its activity is not broadcast; one that completed steps is broadcast with its job. */
function taskBroadcasts({ task, job, previous_status, previous_steps }: TaskEvent): FlamencoEvent[] {
  if (previous_status === undefined && previous_steps === undefined) return [];
  const { id, name, updated, status, activity, steps_completed, steps_total, worker } = task;
  const payload = {
    id,
    job_id: job.id,
    name,
    updated,
    status,
    activity,
    steps_completed,
    steps_total,
    ...(previous_status && { previous_status }),
    ...(worker && { worker: { name: worker.name, uuid: worker.id } }),
  };
  const steps = previous_steps === undefined ? [] : [onJobs({ ...jobFacts(job), refresh_tasks: false })];
  return [...steps, { topic: `/jobs/${job.id}`, name: '/task', payload }];
}

function workerBroadcasts({ worker, previous_status, changed }: WorkerEvent): FlamencoEvent[] {
  if (previous_status === undefined && !changed.some((name) => TOLD_OF_WORKERS.includes(name))) return [];
  const { id, name, updated, status, version, can_restart, last_seen, status_change } = worker;
  const payload = {
    id,
    name,
    updated,
    status,
    version,
    can_restart,
    ...(last_seen && { last_seen }),
    ...(previous_status && { previous_status }),
    ...(status_change && { status_change }),
    ...(changed.includes('removed') && { deleted_at: updated }),
  };
  return [{ topic: '/workers', name: '/workers', payload }];
}

function tagUpdate({ tag: { id, name, description }, removed }: FarmEvents['worker-tag.changed']): object {
  if (removed) return { tag: { id, name: '' }, was_deleted: true };
  return { tag: { id, name, ...(description && { description }) } };
}

/** A client that follows both the job and all pictures gets it twice, as with Flamenco 3. */
function pictureBroadcasts({ job, thumbnail }: FarmEvents['last-rendered.updated']): FlamencoEvent[] {
  const payload = { job_id: job.id, thumbnail };
  return [`/jobs/${job.id}/last-rendered`, '/last-rendered'].map((topic) => ({
    topic,
    name: '/last-rendered',
    payload,
  }));
}
