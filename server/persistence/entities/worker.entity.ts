import { defineEntity, p } from '@mikro-orm/core';
import type { WorkerApproval, WorkerStatus } from '../../contracts/worker.ts';
import { EnrolmentCodeTable } from './enrolment-code.entity.ts';

/** A render node. Removed workers keep their row (`deletedAt`), because attempts and logs name them. */
export const WorkerTable = defineEntity({
  name: 'Worker',
  tableName: 'workers',
  properties: {
    id: p.string().length(36).primary(),
    secretHash: p.text(),
    /** The secret that it is changing to, which is as good as the other until it has confirmed it; null = none. */
    nextSecretHash: p.text().nullable(),
    /** Since when it is wanted that it changes its secret; null = it is not. */
    newSecretAskedAt: p.string().length(30).nullable(),
    name: p.text(),
    address: p.text(),
    platform: p.text(),
    software: p.text(),
    /** Empty until the first sign-on. */
    status: p.string().$type<WorkerStatus | ''>().length(20),
    statusRequested: p.string().$type<WorkerStatus>().length(20).nullable(),
    /** 1 = the running task may finish before the worker goes to the requested status. */
    statusRequestLazy: p.integer().default(0),
    supportedTaskTypes: p.text().comment('JSON array of strings'),
    canRestart: p.integer().default(0),
    /** 1 = the name is not the worker's to choose any more; the same for its tags. */
    nameLocked: p.integer().default(0),
    tagsLocked: p.integer().default(0),
    /** What it asked for when it last signed on and did not get; null = nothing. */
    refusedWishes: p.text().nullable().comment('JSON: name, tags'),
    /** Why it is not allowed to work; null = it is. */
    approval: p.string().$type<WorkerApproval>().length(20).nullable(),
    /** With which code it joined the farm; null = without one. */
    enrolmentCode: () =>
      p.manyToOne(EnrolmentCodeTable).index(false).nullable().deleteRule('set null').fieldName('enrolment_code_id'),
    lastSeenAt: p.string().length(30).nullable(),
    createdAt: p.string().length(30),
    updatedAt: p.string().length(30),
    deletedAt: p.string().length(30).nullable(),
  },
});
