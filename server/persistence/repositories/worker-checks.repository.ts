import type { StoredWorkerCheck, WorkerCheck } from '../../contracts/worker-check.ts';
import type { WorkerLikeness } from '../../domain/worker-kinds.ts';
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

/** All workers that may work, with what their last checks say of their Blenders. */
export async function findWorkerLikenesses(tables: Tables): Promise<WorkerLikeness[]> {
  const rows = await tables
    .selectFrom('workers')
    .leftJoin('worker_checks', 'worker_checks.worker_id', 'workers.id')
    .select(['workers.id', 'platform', 'supported_task_types', 'checks'])
    .where('deleted_at', 'is', null)
    .where('approval', 'is', null)
    .orderBy('created_at')
    .orderBy('workers.id')
    .execute();
  const memberships = await tables.selectFrom('worker_tag_membership').select(['worker_id', 'tag_id']).execute();
  const tags = Map.groupBy(memberships, (each) => each.worker_id);
  return rows.map((row) => {
    const checks = JSON.parse(row.checks ?? '[]') as WorkerCheck['checks'];
    const blender = checks.find((each) => each.blender)?.blender;
    return {
      platform: row.platform,
      task_types: JSON.parse(row.supported_task_types) as string[],
      tags: (tags.get(row.id) ?? []).map((each) => each.tag_id),
      ...(blender && { blender }),
    };
  });
}
