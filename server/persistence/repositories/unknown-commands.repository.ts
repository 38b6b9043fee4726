import type { Transaction } from '../database.ts';
import type { Tables } from '../tables.ts';

/** The length that longer names are cut to; a script can write anything. */
const MAX_NAME = 255;
/** The most names that are kept for one job; more would not help anybody. */
const MAX_NAMES = 50;

/** Stores the names of the job's commands that our worker does not have. */
export async function insertUnknownCommands(tx: Transaction, jobId: string, names: readonly string[]): Promise<void> {
  const kept = new Set(names.slice(0, MAX_NAMES).map((name) => name.slice(0, MAX_NAME)));
  if (kept.size === 0) return;
  await tx.tables
    .insertInto('unknown_commands')
    .values([...kept].map((name) => ({ job_id: jobId, name })))
    .execute();
}

/** Names of the job's commands that our worker does not have, in alphabetical order. */
export async function findUnknownCommands(tables: Tables, jobId: string): Promise<string[]> {
  const rows = await tables
    .selectFrom('unknown_commands')
    .select('name')
    .where('job_id', '=', jobId)
    .orderBy('name')
    .execute();
  return rows.map((row) => row.name);
}
