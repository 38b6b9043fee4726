import { defineEntity, p } from '@mikro-orm/core';
import type { JobStatus } from '../../contracts/job.ts';
import { WorkerTagTable } from './worker-tag.entity.ts';

/**
 * A submitted job. Moments are RFC 3339 text and flags 0/1, so that rows look the same from SQLite and PostgreSQL
 * (ARCHITECTURE.md, "Rows are plain text and numbers").
 */
export const JobTable = defineEntity({
  name: 'Job',
  tableName: 'jobs',
  indexes: [
    { name: 'jobs_updated', properties: ['updatedAt', 'id'] },
    { name: 'jobs_status', properties: ['status', 'number'] },
    { name: 'jobs_owner', properties: ['ownerId', 'updatedAt', 'id'] },
  ],
  properties: {
    id: p.string().length(36).primary(),
    /** Order of submission, from 1. */
    number: p.integer().unique(),
    name: p.text(),
    type: p.text(),
    priority: p.integer(),
    status: p.string().$type<JobStatus>().length(20),
    activity: p.text(),
    settings: p.text().comment('JSON object'),
    metadata: p.text().comment('JSON object of strings'),
    shamanCheckoutId: p.text().nullable(),
    /** 1 = must not be deleted, neither by hand nor by clean-up. */
    keep: p.integer().default(0),
    failurePolicy: p.text().nullable().comment('JSON object of what differs from the farm'),
    /**
     * Id of the person who owns the job; null = nobody, as for all jobs while nobody has to sign in. It stays when the
     * person is removed: the job is then nobody's, and the history can still tell whose it was.
     */
    ownerId: p.string().length(36).nullable(),
    /** Only workers with this tag run it; null = any worker. */
    workerTag: () => p.manyToOne(WorkerTagTable).nullable().deleteRule('set null').fieldName('worker_tag_id'),
    waitsFor: p.integer().default(0).comment('how many of the jobs that it depends on are not completed'),
    stepsCompleted: p.integer().default(0),
    stepsTotal: p.integer().default(0),
    createdAt: p.string().length(30),
    updatedAt: p.string().length(30),
    deleteRequestedAt: p.string().length(30).nullable(),
  },
});
