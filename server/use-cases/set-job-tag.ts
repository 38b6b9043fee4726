import type { JobTagChange } from '../contracts/worker-tag.ts';
import { timestamp } from '../domain/clock.ts';
import { FarmError } from '../domain/errors.ts';
import type { Transaction } from '../persistence/database.ts';
import { getJob, lockJob } from '../persistence/repositories/jobs.repository.ts';
import { findTag, saveJobTag } from '../persistence/repositories/worker-tags.repository.ts';
import { jobEvent } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * Binds a job to a tag, or to none, for tasks that are handed out from now on.
 * @throws FarmError not-found (the job), unknown-tag (406, as clients of Flamenco 3 know it)
 */
export async function setJobTag(farm: Farm, jobId: string, change: JobTagChange): Promise<void> {
  const now = timestamp(farm.clock.now());
  await farm.database.transaction(async (tx) => {
    await lockJob(tx, jobId);
    await saveJobTag(tx, jobId, await wantedTag(tx, change), now);
    tx.emit('job.changed', jobEvent(await getJob(tx.tables, jobId)), jobId);
  });
}

async function wantedTag(tx: Transaction, { id, name }: JobTagChange): Promise<string | null> {
  if (!id && !name) return null;
  const tag = await findTag(tx.tables, id ? { id } : { name: name ?? '' });
  if (!tag) {
    const field = id ? `id: there is no worker tag ${id}` : `name: there is no worker tag "${name}"`;
    throw new FarmError('unknown-tag', { message: field });
  }
  return tag.id;
}
