import { createHash } from 'node:crypto';
import { type Actor, identityOf } from '../../contracts/actor.ts';
import type { SubmittedJob } from '../../contracts/job.ts';
import { timestamp } from '../../domain/clock.ts';
import { FarmError } from '../../domain/errors.ts';
import type { Farm } from '../../farm/farm.ts';
import type { Transaction } from '../../persistence/database.ts';
import { dropKeys, findKey, takeKey } from '../../persistence/repositories/idempotency-keys.repository.ts';
import { findJob } from '../../persistence/repositories/jobs.repository.ts';
import type { IdempotencyKeyRow, JobRow, Tables } from '../../persistence/tables.ts';
import { sortKeys } from '#shared/sort-keys.ts';

/** For how long a client may repeat a submission. */
const KEPT_MS = 86_400_000;

/** A submission that its client may repeat. */
export interface KeyedSubmission {
  readonly caller: string;
  readonly key: string;
  readonly bodyHash: string;
}

/**
 * What there is to compare a submission with an earlier one under the same key. Everybody has keys of their own, so
 * that nobody is answered with the job of a stranger.
 */
export function keyedSubmission(by: Actor, key: string, submitted: SubmittedJob): KeyedSubmission {
  const bodyHash = createHash('sha256')
    .update(JSON.stringify(sortKeys(submitted)))
    .digest('hex');
  return { caller: identityOf(by), key, bodyHash };
}

/**
 * The job that was made under this key, as it is now; undefined if the key is free.
 * @throws FarmError key-reused (something else was submitted), gone (the job has been deleted)
 */
export async function findEarlierJob(farm: Farm, keyed: KeyedSubmission): Promise<JobRow | undefined> {
  const { tables } = farm.database;
  const row = await findKey(tables, keyed, keptSince(farm));
  return row && jobOf(tables, row, keyed);
}

/**
 * Takes the key for a job that this transaction stores. Resolves to another job if a submission that came at the same
 * time was faster; then there is nothing to store.
 * @throws FarmError key-reused, gone
 */
export async function takeKeyFor(
  farm: Farm,
  tx: Transaction,
  keyed: KeyedSubmission,
  jobId: string,
): Promise<JobRow | undefined> {
  const { caller, key, bodyHash } = keyed;
  const row = { caller, key, body_hash: bodyHash, job_id: jobId, created_at: tx.now };
  const taken = await takeKey(tx, row, keptSince(farm));
  return taken.job_id === jobId ? undefined : jobOf(tx.tables, taken, keyed);
}

/** Removes the keys under which nobody may repeat a submission any more. */
export async function forgetOldKeys(farm: Farm, by: Actor): Promise<void> {
  await farm.database.transaction((tx) => dropKeys(tx, keptSince(farm)), { by });
}

function keptSince(farm: Farm): string {
  return timestamp(farm.clock.now() - KEPT_MS);
}

async function jobOf(tables: Tables, row: IdempotencyKeyRow, { key, bodyHash }: KeyedSubmission): Promise<JobRow> {
  if (row.body_hash !== bodyHash) {
    throw new FarmError('key-reused', {
      message: `Idempotency-Key: another job was submitted under ${key} within the last 24 hours; use a new key for each job`,
    });
  }
  const job = await findJob(tables, row.job_id);
  if (!job) {
    throw new FarmError('gone', {
      message: `Idempotency-Key: the job ${row.job_id}, which was submitted under ${key}, has been deleted; submit it under a new key to have it again`,
    });
  }
  return job;
}
