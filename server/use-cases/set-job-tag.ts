import type { Actor } from '../contracts/actor.ts';
import { changeJob } from './parts/change-job.ts';
import type { JobTagChange } from '../contracts/worker-tag.ts';
import { FarmError } from '../domain/errors.ts';
import type { Transaction } from '../persistence/database.ts';
import { findTag } from '../persistence/repositories/worker-tags.repository.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * Binds a job to a tag, or to none. This affects tasks that are handed out from now on.
 * @throws FarmError not-found (the job), unknown-tag (406, as clients of Flamenco 3 expect)
 */
export async function setJobTag(farm: Farm, by: Actor, jobId: string, change: JobTagChange): Promise<void> {
  await changeJob(
    farm,
    by,
    jobId,
    { action: 'job.tag', did: 'changed the worker tag of the job' },
    async (_job, tx) => ({ worker_tag_id: await wantedTag(tx, change) }),
  );
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
