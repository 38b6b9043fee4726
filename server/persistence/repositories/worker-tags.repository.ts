import { notFound } from '../../domain/errors.ts';
import type { Transaction } from '../database.ts';
import type { Tables, WorkerTagRow } from '../tables.ts';

/** The tag. @throws FarmError not-found */
export async function getTag(tables: Tables, id: string): Promise<WorkerTagRow> {
  const row = await findTag(tables, { id });
  if (!row) throw notFound('worker tag', id);
  return row;
}

/** The tag with this id, or with exactly this name; undefined if there is none. */
export async function findTag(
  tables: Tables,
  by: { readonly id: string } | { readonly name: string },
): Promise<WorkerTagRow | undefined> {
  const query = tables.selectFrom('worker_tags').selectAll();
  return ('id' in by ? query.where('id', '=', by.id) : query.where('name', '=', by.name)).executeTakeFirst();
}

/** All tags, oldest first. */
export async function findTags(tables: Tables): Promise<WorkerTagRow[]> {
  return tables.selectFrom('worker_tags').selectAll().orderBy('created_at').orderBy('id').execute();
}

/** Stores a new tag. */
export async function insertTag(tx: Transaction, tag: WorkerTagRow): Promise<void> {
  await tx.tables.insertInto('worker_tags').values(tag).execute();
}

/** Stores a tag's name and description. */
export async function saveTag(
  tx: Transaction,
  id: string,
  change: Pick<WorkerTagRow, 'name' | 'description'>,
): Promise<void> {
  await tx.tables.updateTable('worker_tags').set(change).where('id', '=', id).execute();
}

/** Removes the tag; in the same statement, the foreign keys take it off its workers and jobs. */
export async function removeTag(tx: Transaction, id: string): Promise<void> {
  await tx.tables.deleteFrom('worker_tags').where('id', '=', id).execute();
}

/** The tags of a worker, oldest first. */
export async function findTagsOf(tables: Tables, workerId: string): Promise<WorkerTagRow[]> {
  return tables
    .selectFrom('worker_tags')
    .innerJoin('worker_tag_membership as m', 'm.tag_id', 'worker_tags.id')
    .selectAll('worker_tags')
    .where('m.worker_id', '=', workerId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Ids of the tags of a worker. */
export async function findTagIdsOf(tables: Tables, workerId: string): Promise<string[]> {
  const rows = await tables
    .selectFrom('worker_tag_membership')
    .select('tag_id')
    .where('worker_id', '=', workerId)
    .execute();
  return rows.map((row) => row.tag_id);
}

/** Which workers that were not removed have which tags. */
export async function findMemberships(tables: Tables): Promise<{ worker_id: string; tag_id: string }[]> {
  return tables
    .selectFrom('worker_tag_membership as m')
    .innerJoin('workers', 'workers.id', 'm.worker_id')
    .select(['m.worker_id', 'm.tag_id'])
    .where('workers.deleted_at', 'is', null)
    .orderBy('workers.created_at')
    .orderBy('m.worker_id')
    .execute();
}

/** How many jobs are bound to each tag; absent = none. */
export async function countJobsByTag(tables: Tables): Promise<Map<string, number>> {
  const rows = await tables
    .selectFrom('jobs')
    .select((eb) => ['worker_tag_id', eb.fn.countAll().as('jobs')])
    .where('worker_tag_id', 'is not', null)
    .groupBy('worker_tag_id')
    .execute();
  return new Map(rows.map((row) => [row.worker_tag_id ?? '', Number(row.jobs)]));
}

/** Replaces the worker's tags; ids that no tag has are ignored. */
export async function replaceTagsOf(tx: Transaction, workerId: string, tagIds: readonly string[]): Promise<void> {
  await tx.tables.deleteFrom('worker_tag_membership').where('worker_id', '=', workerId).execute();
  const wanted = new Set(tagIds);
  const known = (await findTags(tx.tables)).filter((tag) => wanted.has(tag.id));
  if (known.length === 0) return;
  await tx.tables
    .insertInto('worker_tag_membership')
    .values(known.map((tag) => ({ worker_id: workerId, tag_id: tag.id })))
    .execute();
}

/** Gives the worker tags in addition to those that it has. */
export async function addTagsTo(tx: Transaction, workerId: string, tagIds: readonly string[]): Promise<void> {
  if (tagIds.length === 0) return;
  await tx.tables
    .insertInto('worker_tag_membership')
    .values(tagIds.map((id) => ({ worker_id: workerId, tag_id: id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
