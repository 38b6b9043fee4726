import { defineEntity, p } from '@mikro-orm/core';
import { WorkerTable } from './worker.entity.ts';

/** A named group of workers that jobs can be bound to. */
export const WorkerTagTable = defineEntity({
  name: 'WorkerTag',
  tableName: 'worker_tags',
  properties: {
    id: p.string().length(36).primary(),
    name: p.text().unique(),
    /** Empty when there is none. */
    description: p.text(),
    createdAt: p.string().length(30),
  },
});

/** `worker` has `tag`. */
export const WorkerTagMembershipTable = defineEntity({
  name: 'WorkerTagMembership',
  tableName: 'worker_tag_membership',
  indexes: [{ name: 'worker_tag_membership_tag', properties: ['tag'] }],
  properties: {
    worker: () => p.manyToOne(WorkerTable).index(false).primary().deleteRule('cascade').fieldName('worker_id'),
    tag: () => p.manyToOne(WorkerTagTable).primary().deleteRule('cascade').fieldName('tag_id'),
  },
});
