import type { InferKyselyDB } from '@mikro-orm/sql';
import { notFound } from '#server/domain/errors.ts';
import type { PluginContext } from '#server/plugins/define-plugin.ts';
import type { LastRenderedTable } from './entities/last-rendered.entity.ts';

type Tables = PluginContext<unknown>['database']['tables'];
type OwnTables = InferKyselyDB<typeof LastRenderedTable>;

/** @throws FarmError not-found when there is no such job */
export async function requireJob(tables: Tables, jobId: string): Promise<void> {
  const found = await tables.selectFrom('jobs').select('id').where('id', '=', jobId).executeTakeFirst();
  if (!found) throw notFound('job', jobId);
}

/** Records that the job has a new image; `renderedAt` is as made by `timestamp`. */
export async function saveLastRendered(tables: Tables, jobId: string, renderedAt: string): Promise<void> {
  await tables
    .withTables<OwnTables>()
    .insertInto('last_rendered')
    .values({ job_id: jobId, rendered_at: renderedAt })
    .onConflict((conflict) => conflict.column('job_id').doUpdateSet({ rendered_at: renderedAt }))
    .execute();
}

/** The jobs among these that have an image. */
export async function jobsWithImage(tables: Tables, jobIds: readonly string[]): Promise<string[]> {
  if (jobIds.length === 0) return [];
  const rows = await tables
    .withTables<OwnTables>()
    .selectFrom('last_rendered')
    .select('job_id')
    .where('job_id', 'in', jobIds)
    .execute();
  return rows.map((row) => row.job_id);
}

/** The job with the newest image; undefined if there is none. */
export async function newestJobWithImage(tables: Tables): Promise<string | undefined> {
  const query = tables
    .withTables<OwnTables>()
    .selectFrom('last_rendered')
    .select('job_id')
    .orderBy('rendered_at', 'desc')
    .limit(1);
  return (await query.executeTakeFirst())?.job_id;
}

/** Forgets the image of a deleted job. */
export async function forgetLastRendered(tables: Tables, jobId: string): Promise<void> {
  await tables.withTables<OwnTables>().deleteFrom('last_rendered').where('job_id', '=', jobId).execute();
}

/** The name of a job; empty when it is gone. */
export async function nameOfJob(tables: Tables, jobId: string): Promise<string> {
  const row = await tables.selectFrom('jobs').select('name').where('id', '=', jobId).executeTakeFirst();
  return row?.name ?? '';
}
