import { defineEntity, p } from '@mikro-orm/core';
import type { Actor } from '../../contracts/actor.ts';
import type { AuditKind } from '../../contracts/audit.ts';

/**
 * A change that somebody made, written in its transaction and never changed afterwards. It refers to nothing: people
 * and things may be gone long before it is.
 */
export const AuditEntryTable = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_log',
  indexes: [
    { name: 'audit_log_at', properties: ['at'] },
    // The newest are asked for first, so each filter of the page finds its entries in their order.
    { name: 'audit_log_action', properties: ['action', 'id'] },
    { name: 'audit_log_kind', properties: ['subjectKind', 'id'] },
    { name: 'audit_log_subject', properties: ['subjectId', 'id'] },
    { name: 'audit_log_actor', properties: ['actorId', 'id'] },
  ],
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    at: p.string().length(30),
    actorKind: p.string().$type<Actor['kind']>().length(10),
    actorId: p.string().length(100).nullable(),
    actorName: p.text().nullable(),
    /** The name of the person who made the token. */
    tokenOf: p.text().nullable(),
    /** Where the request came from; empty if there was none. */
    address: p.text(),
    requestId: p.text(),
    action: p.string().length(60),
    subjectKind: p.string().$type<AuditKind>().length(30),
    subjectId: p.string().length(100).nullable(),
    subjectName: p.text(),
    /** What was done, in words. */
    summary: p.text(),
    /** What the changed fields were. */
    before: p.text().nullable().comment('JSON'),
    /** What they are now. */
    after: p.text().nullable().comment('JSON'),
  },
});
