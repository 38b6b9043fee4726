import { sql } from 'kysely';
import { notFound } from '../../domain/errors.ts';
import { WATCHED_WORKER_STATUSES } from '../../domain/timeouts.ts';
import type { Transaction } from '../database.ts';
import { hotStatement } from '../hot-statement.ts';
import type { Tables, TaskRow, WorkerRow } from '../tables.ts';

/** The worker. @throws FarmError not-found (also for a removed worker) */
export async function getWorker(tables: Tables, id: string): Promise<WorkerRow> {
  const row = await findWorker(tables, id);
  if (!row) throw notFound('worker', id);
  return row;
}

/**
 * The worker, locked so that other changes of it wait until this transaction ends: one manager must not give it a task
 * while it signs off at another. Lock the worker before jobs. SQLite has one writer at a time and needs no lock.
 * @throws FarmError not-found
 */
export async function lockWorker(tx: Transaction, id: string): Promise<WorkerRow> {
  await holdWorker(tx, id);
  return getWorker(tx.tables, id);
}

/** As `lockWorker`, but resolves to undefined if the worker is unknown or was removed. */
export async function lockWorkerIfThere(tx: Transaction, id: string): Promise<WorkerRow | undefined> {
  await holdWorker(tx, id);
  return findWorker(tx.tables, id);
}

async function holdWorker(tx: Transaction, id: string): Promise<void> {
  if (tx.dialect === 'postgresql')
    await tx.tables.selectFrom('workers').select('id').where('id', '=', id).forUpdate().execute();
}

/** The worker, or undefined if it is unknown or was removed. */
export async function findWorker(tables: Tables, id: string): Promise<WorkerRow | undefined> {
  const [row] = await presentWorker.rows(tables, { id });
  return row;
}

const presentWorker = hotStatement((tables, { id }: { id: string }) =>
  tables.selectFrom('workers').selectAll().where('id', '=', id).where('deleted_at', 'is', null),
);

/** The worker that has the task or had it last, even if it was removed since; null = none. */
export async function workerOf(
  tables: Tables,
  task: Pick<TaskRow, 'worker_id'>,
): Promise<{ id: string; name: string } | null> {
  if (task.worker_id === null) return null;
  const query = tables.selectFrom('workers').select('name').where('id', '=', task.worker_id);
  return { id: task.worker_id, name: (await query.executeTakeFirst())?.name ?? '' };
}

/** Whether a worker other than this one, that was not removed, has exactly this name. */
export async function isNameTaken(tables: Tables, name: string, exceptId: string): Promise<boolean> {
  const query = tables.selectFrom('workers').select('id').where('name', '=', name).where('id', '!=', exceptId);
  return (await query.where('deleted_at', 'is', null).limit(1).executeTakeFirst()) !== undefined;
}

/** All workers that were not removed, oldest first. */
export async function findWorkers(tables: Tables): Promise<WorkerRow[]> {
  return tables
    .selectFrom('workers')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Ids of the workers that should be heard from but have not been since `before` (RFC 3339, UTC). */
export async function findOverdueWorkers(tables: Tables, before: string): Promise<string[]> {
  const rows = await tables
    .selectFrom('workers')
    .select('id')
    .where('deleted_at', 'is', null)
    .where('status', 'in', WATCHED_WORKER_STATUSES)
    .where((eb) => eb.or([eb('last_seen_at', 'is', null), eb('last_seen_at', '<=', before)]))
    .execute();
  return rows.map((row) => row.id);
}

/** A task that needs a worker. */
export interface WantedWorker {
  readonly taskId: string;
  readonly jobId: string;
  readonly taskType: string;
  /** Only workers with this tag; null = any. */
  readonly tagId: string | null;
}

/**
 * How many workers could still run the task: not removed, approved, supporting its type, with its job's tag if there is
 * one, not blocked for it, and not among those that failed it. Sleeping and offline workers count. One statement,
 * however many workers there are.
 */
export async function countCapableWorkers(tables: Tables, wanted: WantedWorker): Promise<number> {
  const { taskId, jobId, taskType } = wanted;
  const row = await workersForType(tables, wanted)
    .select(({ fn }) => fn.countAll().as('workers'))
    .where('id', 'not in', (eb) => eb.selectFrom('task_failures').select('worker_id').where('task_id', '=', taskId))
    .where('id', 'not in', (eb) =>
      eb.selectFrom('job_blocks').select('worker_id').where('job_id', '=', jobId).where('task_type', '=', taskType),
    )
    .executeTakeFirst();
  return Number(row?.workers ?? 0);
}

/** A worker on another platform than Windows that could get tasks of this type; undefined if there is none. */
export async function findWorkerNotOnWindows(
  tables: Tables,
  wanted: Pick<WantedWorker, 'taskType' | 'tagId'>,
): Promise<Pick<WorkerRow, 'name' | 'platform'> | undefined> {
  return workersForType(tables, wanted)
    .select(['name', 'platform'])
    .where('platform', '<>', 'windows')
    .orderBy('name')
    .limit(1)
    .executeTakeFirst();
}

/** Whether there is a worker on Windows, with this tag unless it is null, that gets tasks of whatever type. */
export async function hasWorkerOnWindows(tables: Tables, tagId: string | null): Promise<boolean> {
  const found = await workersWithTag(tables, tagId)
    .select('id')
    .where('platform', '=', 'windows')
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Workers that are not removed, approved, support the type, and have the tag if there is one. */
function workersForType(tables: Tables, { taskType, tagId }: Pick<WantedWorker, 'taskType' | 'tagId'>) {
  // The types are a JSON array of texts. Inside a text every quote follows a backslash, so the type in quotes can only
  // match a whole entry.
  const type = JSON.stringify(taskType);
  return workersWithTag(tables, tagId).where(
    sql<boolean>`replace(supported_task_types, ${type}, '') <> supported_task_types`,
  );
}

/** Workers that are not removed, approved, and have the tag if there is one. */
function workersWithTag(tables: Tables, tagId: string | null) {
  const query = tables.selectFrom('workers').where('deleted_at', 'is', null).where('approval', 'is', null);
  if (tagId === null) return query;
  return query.where('id', 'in', (eb) =>
    eb.selectFrom('worker_tag_membership').select('worker_id').where('tag_id', '=', tagId),
  );
}

/** Stores a new worker. */
export async function insertWorker(tx: Transaction, worker: WorkerRow): Promise<void> {
  await tx.tables.insertInto('workers').values(worker).execute();
}

/** Stores changed columns of one worker. */
export async function saveWorker(tx: Transaction, id: string, change: Partial<WorkerRow>): Promise<void> {
  await workerChange.change(tx.tables, { id, change });
}

const workerChange = hotStatement((tables, { id, change }: { id: string; change: Partial<WorkerRow> }) =>
  tables.updateTable('workers').set(change).where('id', '=', id),
);

/** The task types that a worker runs, as it named them at sign-on. */
export function taskTypesOf(worker: WorkerRow): string[] {
  return JSON.parse(worker.supported_task_types) as string[];
}
