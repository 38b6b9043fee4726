import { defineEntity, p } from '@mikro-orm/core';
import { JobTable } from './job.entity.ts';
import { TaskTable } from './task.entity.ts';

/** `task` waits for `dependency`. */
export const TaskDependencyTable = defineEntity({
  name: 'TaskDependency',
  tableName: 'task_dependencies',
  indexes: [{ name: 'task_dependencies_back', properties: ['dependency'] }],
  properties: {
    task: () => p.manyToOne(TaskTable).index(false).primary().deleteRule('cascade').fieldName('task_id'),
    dependency: () => p.manyToOne(TaskTable).primary().deleteRule('cascade').fieldName('dependency_id'),
  },
});

/** `worker` failed `task` and is not given it again until the list is cleared. */
export const TaskFailureTable = defineEntity({
  name: 'TaskFailure',
  tableName: 'task_failures',
  indexes: [{ name: 'task_failures_worker', properties: ['job', 'workerId', 'taskType'] }],
  properties: {
    task: () => p.manyToOne(TaskTable).index(false).primary().deleteRule('cascade').fieldName('task_id'),
    workerId: p.string().length(36).primary(),
    job: () => p.manyToOne(JobTable).index(false).deleteRule('cascade').fieldName('job_id'),
    taskType: p.string().length(255),
  },
});

/** `worker` gets none of this job's tasks of this type. */
export const JobBlockTable = defineEntity({
  name: 'JobBlock',
  tableName: 'job_blocks',
  properties: {
    job: () => p.manyToOne(JobTable).index(false).primary().deleteRule('cascade').fieldName('job_id'),
    workerId: p.string().length(36).primary(),
    taskType: p.string().length(255).primary(),
  },
});
