import { defineEntity, p } from '@mikro-orm/core';
import type { Actor } from '../../contracts/actor.ts';

/** An event that a durable subscriber could not handle, kept unchanged until somebody decides about it. */
export const DeadLetterTable = defineEntity({
  name: 'DeadLetter',
  tableName: 'dead_letters',
  uniques: [{ name: 'dead_letters_event', properties: ['subscriber', 'seq'] }],
  properties: {
    id: p.string().length(36).primary(),
    subscriber: p.string().length(100),
    /** The event, as in `events`, which may no longer hold it. */
    seq: p.bigint('number'),
    type: p.string().length(60),
    jobId: p.string().length(36).nullable(),
    payload: p.text().comment('JSON'),
    at: p.string().length(30),
    actorKind: p.string().$type<Actor['kind']>().length(10),
    actorId: p.string().length(100).nullable(),
    actorName: p.text().nullable(),
    /** What went wrong the last time. */
    error: p.text(),
    tries: p.integer(),
    failedAt: p.string().length(30),
  },
});
