import { auditedJob } from './audited.ts';
import type { AuditedChange, AuditFields } from '../../persistence/new-audit-entry.ts';
import { findTag } from '../../persistence/repositories/worker-tags.repository.ts';
import type { Actor } from '../../contracts/actor.ts';
import type { Farm } from '../../farm/farm.ts';
import type { Transaction } from '../../persistence/database.ts';
import { findPerson } from '../../persistence/repositories/people.repository.ts';
import { lockJob, saveJob } from '../../persistence/repositories/jobs.repository.ts';
import { tallyOf } from '../../persistence/repositories/task-counts.repository.ts';
import type { JobRow } from '../../persistence/tables.ts';
import { jobEvent } from './event-payloads.ts';

/** What the audit log says about the change. */
export type JobAuditing = Pick<AuditedChange, 'action' | 'did'>;

type Decide = (job: JobRow, tx: Transaction) => Partial<JobRow> | undefined | Promise<Partial<JobRow> | undefined>;

/**
 * Changes columns of one job that have no rules of their own. `decide` is called with the job locked and returns the
 * columns; undefined = no change. Stores and announces them. Resolves to the job as it is now.
 * @throws FarmError not-found, and whatever `decide` throws; then nothing is stored
 */
export async function changeJob(
  farm: Farm,
  by: Actor,
  jobId: string,
  done: JobAuditing,
  decide: Decide,
): Promise<JobRow> {
  return farm.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, jobId);
      const columns = await decide(job, tx);
      if (!columns) return job;
      const changed = await saveJob(tx, job, columns);
      const tasks = await tallyOf(tx.tables, jobId);
      const names = Object.keys(columns) as (keyof JobRow)[];
      const [before, after] = await Promise.all([job, changed].map((row) => shown(tx, row, names)));
      tx.audit({ ...done, subject: auditedJob(job), ...(before && after ? { before, after } : {}) });
      const previous = columns.owner_id === undefined ? {} : { previous_owner_id: job.owner_id };
      tx.emit('job.changed', jobEvent(changed, tasks, { changed: Object.keys(columns), ...previous }), jobId);
      return changed;
    },
    { by },
  );
}

/** Columns as people read them. */
async function shown(tx: Transaction, row: JobRow, names: readonly (keyof JobRow)[]): Promise<AuditFields> {
  const fields: Record<string, unknown> = {};
  for (const name of names) {
    if (name === 'updated_at') continue;
    if (name === 'keep') fields[name] = row.keep === 1;
    else if (name === 'failure_policy')
      fields[name] = row.failure_policy && (JSON.parse(row.failure_policy) as unknown);
    else if (name === 'worker_tag_id') fields['worker_tag'] = await tagName(tx, row.worker_tag_id);
    else if (name === 'owner_id') fields['owner'] = await personName(tx, row.owner_id);
    else fields[name] = row[name];
  }
  return fields;
}

async function personName(tx: Transaction, id: string | null): Promise<string | null> {
  return id === null ? null : ((await findPerson(tx.tables, id))?.name ?? id);
}

async function tagName(tx: Transaction, id: string | null): Promise<string | null> {
  return id === null ? null : ((await findTag(tx.tables, { id }))?.name ?? id);
}
