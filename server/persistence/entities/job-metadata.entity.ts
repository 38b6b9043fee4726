import { defineEntity, p } from '@mikro-orm/core';
import { JobTable } from './job.entity.ts';

/**
 * The metadata of jobs once more, so that jobs can be found by them without reading all jobs. Keys and values are cut
 * to what an index can hold; the whole ones are in the job.
 */
export const JobMetadataTable = defineEntity({
  name: 'JobMetadata',
  tableName: 'job_metadata',
  indexes: [{ name: 'job_metadata_value', properties: ['key', 'value', 'job'] }],
  properties: {
    job: () => p.manyToOne(JobTable).index(false).primary().deleteRule('cascade').fieldName('job_id'),
    /** From 1, in the order of the job's metadata. */
    position: p.integer().primary(),
    key: p.string().length(200),
    value: p.string().length(200),
  },
});
