import { defineEntity, p } from '@mikro-orm/core';
import type { Actor } from '../../contracts/actor.ts';

/** Something that happened, written in the transaction that made it happen. */
export const EventTable = defineEntity({
  name: 'Event',
  tableName: 'events',
  properties: {
    /** The order in which events happened; cursors and clients resume from it. */
    seq: p.bigint('number').primary().autoincrement(),
    type: p.string().length(60),
    /** The job that the event concerns, if any. */
    jobId: p.string().length(36).nullable(),
    payload: p.text().comment('JSON'),
    at: p.string().length(30),
    /** Who did it; see `contracts/actor.ts`. */
    actorKind: p.string().$type<Actor['kind']>().length(10).default('manager'),
    actorId: p.string().length(100).nullable(),
    actorName: p.text().nullable(),
  },
});

/** How far a durable subscriber has read. */
export const EventCursorTable = defineEntity({
  name: 'EventCursor',
  tableName: 'event_cursors',
  properties: { subscriber: p.string().length(100).primary(), seq: p.bigint('number') },
});
