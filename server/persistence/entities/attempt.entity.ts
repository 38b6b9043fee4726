import { defineEntity, p } from '@mikro-orm/core';
import type { TaskStatus } from '../../contracts/task.ts';
import { JobTable } from './job.entity.ts';
import { TaskTable } from './task.entity.ts';

/**
 * One run of one task by one worker. The worker receives its id as the task's `uuid`, so that late reports from earlier
 * runs can be told apart and refused: each frame has one winner. Kept for the history on the task page.
 */
export const AttemptTable = defineEntity({
  name: 'Attempt',
  tableName: 'attempts',
  indexes: [{ name: 'attempts_worker', properties: ['workerId', 'startedAt'] }],
  uniques: [{ name: 'attempts_number', properties: ['task', 'number'] }],
  properties: {
    id: p.string().length(36).primary(),
    task: () => p.manyToOne(TaskTable).index(false).deleteRule('cascade').fieldName('task_id'),
    job: () => p.manyToOne(JobTable).deleteRule('cascade').fieldName('job_id'),
    workerId: p.string().length(36),
    workerName: p.text(),
    /** Which try of the task this is, from 1. */
    number: p.integer(),
    startedAt: p.string().length(30),
    endedAt: p.string().length(30).nullable(),
    /** How it ended: completed, failed, soft-failed, canceled, paused or queued (given back). Null while it runs. */
    outcome: p.string().$type<TaskStatus>().length(20).nullable(),
    reason: p.text().nullable(),
    /** Where this attempt's part of the task's log begins, in bytes. */
    logStart: p.integer(),
  },
});
