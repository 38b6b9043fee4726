import { defineEntity, p } from '@mikro-orm/core';

/**
 * A client submitted a job under a key of its own, so that it can repeat the request without making a second job.
 * There is no foreign key to the job: the row outlives it, to tell a client that repeats itself that it was deleted.
 */
export const IdempotencyKeyTable = defineEntity({
  name: 'IdempotencyKey',
  tableName: 'idempotency_keys',
  indexes: [{ name: 'idempotency_keys_created', properties: ['createdAt'] }],
  properties: {
    /** Whose key it is: others may use the same. */
    caller: p.string().length(120).primary(),
    key: p.string().length(255).primary(),
    bodyHash: p.string().length(64).comment('SHA-256 of what was submitted, hexadecimal'),
    jobId: p.string().length(36),
    createdAt: p.string().length(30),
  },
});
