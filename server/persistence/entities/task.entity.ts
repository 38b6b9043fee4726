import { defineEntity, p } from '@mikro-orm/core';
import type { TaskStatus } from '../../contracts/task.ts';
import { JobTable } from './job.entity.ts';

/** One task of a job. `commands` hold unexpanded `{variables}`. */
export const TaskTable = defineEntity({
  name: 'Task',
  tableName: 'tasks',
  indexes: [
    { name: 'tasks_next', properties: ['job', 'type', 'runnable', 'rank', 'indexInJob'] },
    { name: 'tasks_worker_active', properties: ['workerId', 'status'] },
    { name: 'tasks_job_status', properties: ['job', 'status', 'indexInJob'] },
  ],
  uniques: [{ name: 'tasks_index', properties: ['job', 'indexInJob'] }],
  properties: {
    id: p.string().length(36).primary(),
    job: () => p.manyToOne(JobTable).index(false).deleteRule('cascade').fieldName('job_id'),
    indexInJob: p.integer(),
    name: p.text(),
    type: p.string().length(255),
    priority: p.integer(),
    /** Minus the priority, so that an ascending index gives the order in which tasks are handed out. */
    rank: p.integer(),
    status: p.string().$type<TaskStatus>().length(20),
    /** 1 = the task itself allows it to be handed out: it is queued or soft-failed, with no unfinished dependency. */
    runnable: p.integer(),
    unfinishedDependencies: p.integer().default(0),
    activity: p.text(),
    commands: p.text().comment('JSON array of commands'),
    stepsCompleted: p.integer().default(0),
    stepsTotal: p.integer(),
    /** The worker that has the task, or had it last. */
    workerId: p.string().length(36).nullable(),
    /** The current attempt while active, else the last one. */
    attemptId: p.string().length(36).nullable(),
    lastTouchedAt: p.string().length(30).nullable(),
    createdAt: p.string().length(30),
    updatedAt: p.string().length(30),
  },
});
