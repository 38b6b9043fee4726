import { defineEntity, p } from '@mikro-orm/core';
import { JobTable } from './job.entity.ts';

/**
 * `job` starts once `other` is completed. The other job is older: dependencies are given when a job is submitted, so
 * there are no circles. A row outlasts the deletion of a job that was not completed, since it is still waited for.
 */
export const JobDependencyTable = defineEntity({
  name: 'JobDependency',
  tableName: 'job_dependencies',
  indexes: [{ name: 'job_dependencies_back', properties: ['otherId'] }],
  properties: {
    job: () => p.manyToOne(JobTable).index(false).primary().deleteRule('cascade').fieldName('job_id'),
    otherId: p.string().length(36).primary(),
    otherName: p.text().comment('for when the other job is gone'),
  },
});
