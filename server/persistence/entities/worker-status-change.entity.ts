import { defineEntity, p } from '@mikro-orm/core';
import type { WorkerStatus } from '../../contracts/worker.ts';
import { WorkerTable } from './worker.entity.ts';

/** A change of a worker's status, for the history on its page. */
export const WorkerStatusChangeTable = defineEntity({
  name: 'WorkerStatusChange',
  tableName: 'worker_status_changes',
  indexes: [{ name: 'worker_status_changes_latest', properties: ['worker', 'id'] }],
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    worker: () => p.manyToOne(WorkerTable).index(false).deleteRule('cascade').fieldName('worker_id'),
    at: p.string().length(30),
    /** Empty before the first sign-on. */
    fromStatus: p.string().$type<WorkerStatus | ''>().length(20),
    toStatus: p.string().$type<WorkerStatus | ''>().length(20),
  },
});
