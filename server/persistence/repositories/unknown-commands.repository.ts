import type { Transaction } from '../database.ts';
import type { Tables } from '../tables.ts';

/** The longest name that is kept; a script can write anything. */
const MAX_NAME = 255;
/** Names that are kept of one job; more would tell nothing. */
const MAX_NAMES = 50;

export async function insertUnknownCommands(tx: Transaction, jobId: string, names: readonly string[]): Promise<void> {
  const kept = new Set(names.slice(0, MAX_NAMES).map((name) => name.slice(0, MAX_NAME)));
  if (kept.size === 0) return;
  await tx.tables
    .insertInto('unknown_commands')
    .values([...kept].map((name) => ({ job_id: jobId, name })))
    .execute();
}

/** Names of the job's commands that our workers do not have. */
export async function findUnknownCommands(tables: Tables, jobId: string): Promise<string[]> {
  const rows = await tables
    .selectFrom('unknown_commands')
    .select('name')
    .where('job_id', '=', jobId)
    .orderBy('name')
    .execute();
  return rows.map((row) => row.name);
}
