import type { StoredWorkerCheck, WorkerCheck } from '../../contracts/worker-check.ts';
import type { Transaction } from '../database.ts';
import type { Tables } from '../tables.ts';

/** Replaces the worker's last check. */
export async function saveWorkerCheck(tx: Transaction, workerId: string, check: WorkerCheck): Promise<void> {
  const columns = { checked_at: tx.now, checks: JSON.stringify(check.checks) };
  await tx.tables
    .insertInto('worker_checks')
    .values({ worker_id: workerId, ...columns })
    .onConflict((conflict) => conflict.column('worker_id').doUpdateSet(columns))
    .execute();
}

/** The worker's last check; empty when there was none. */
export async function findWorkerCheck(tables: Tables, workerId: string): Promise<StoredWorkerCheck> {
  const row = await tables
    .selectFrom('worker_checks')
    .select(['checked_at', 'checks'])
    .where('worker_id', '=', workerId)
    .executeTakeFirst();
  if (!row) return { checked_at: null, checks: [] };
  return { checked_at: row.checked_at, checks: JSON.parse(row.checks) as StoredWorkerCheck['checks'] };
}
