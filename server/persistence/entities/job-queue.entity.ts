import { defineEntity, p } from '@mikro-orm/core';
import { JobTable } from './job.entity.ts';

/**
 * For each job and task type: how many tasks are in each status and how many could be handed out now. The scheduler
 * walks these rows instead of the tasks, so its cost does not grow with the number of tasks. With `jobRank` (minus the
 * job's priority) and `jobNumber`, one ascending index serves the walk. `repositories/task-counts.repository.ts` keeps
 * the rows up to date in the transaction of every change.
 */
export const JobQueueTable = defineEntity({
  name: 'JobQueue',
  tableName: 'job_queues',
  indexes: [{ name: 'job_queues_order', properties: ['open', 'jobRank', 'jobNumber', 'taskType'] }],
  properties: {
    job: () => p.manyToOne(JobTable).index(false).primary().deleteRule('cascade').fieldName('job_id'),
    taskType: p.string().length(255).primary(),
    /** 1 while the job may hand out tasks and `runnable` is above zero. */
    open: p.integer(),
    /** Minus the job's priority, so that an ascending index gives the order in which tasks are handed out. */
    jobRank: p.integer(),
    jobNumber: p.integer(),
    runnable: p.integer().default(0).comment('queued or soft-failed, with no unfinished dependency'),
    active: p.integer().default(0),
    canceled: p.integer().default(0),
    completed: p.integer().default(0),
    failed: p.integer().default(0),
    queued: p.integer().default(0),
    softFailed: p.integer().default(0),
    paused: p.integer().default(0),
  },
});
