import { defineEntity, p } from '@mikro-orm/core';
import { WorkerTable } from './worker.entity.ts';

/**
 * What a worker found out about itself when it last signed on. Not part of the worker's own row, because that is read
 * each time the worker asks for work.
 */
export const WorkerCheckTable = defineEntity({
  name: 'WorkerCheck',
  tableName: 'worker_checks',
  properties: {
    worker: () => p.oneToOne(WorkerTable).primary().owner().deleteRule('cascade').fieldName('worker_id'),
    checkedAt: p.string().length(30),
    checks: p.text().comment('JSON array of WorkerCheckItem'),
  },
});
