import { defineEntity, p } from '@mikro-orm/core';
import type { Actor } from '../../contracts/actor.ts';

/**
 * A code with which new workers join the farm without waiting for approval. It stays when it can no longer be used,
 * because workers say with which one they came.
 */
export const EnrolmentCodeTable = defineEntity({
  name: 'EnrolmentCode',
  tableName: 'enrolment_codes',
  uniques: [{ name: 'enrolment_codes_hash', properties: ['hash'] }],
  indexes: [{ name: 'enrolment_codes_created', properties: ['createdAt'] }],
  properties: {
    id: p.string().length(36).primary(),
    hash: p.string().length(64).comment('SHA-256 of the code, hexadecimal'),
    /** How the code begins, to tell it from others. */
    prefix: p.string().length(20),
    /** How many workers it is for. */
    machines: p.integer(),
    /** How many of them have come. */
    used: p.integer().default(0),
    /** Who made it: see `actor-columns.ts`. */
    actorKind: p.string().$type<Actor['kind']>().length(20),
    actorId: p.text().nullable(),
    actorName: p.text().nullable(),
    createdAt: p.string().length(30),
    expiresAt: p.string().length(30),
    revokedAt: p.string().length(30).nullable(),
  },
});
