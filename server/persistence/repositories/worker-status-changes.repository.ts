import type { WorkerStatus } from '../../contracts/worker.ts';
import type { Transaction } from '../database.ts';
import type { Tables } from '../tables.ts';

/** How many changes are kept and shown for one worker. */
const KEEP = 200;

export interface StatusChange {
  readonly worker_id: string;
  readonly at: string;
  readonly from_status: WorkerStatus | '';
  readonly to_status: WorkerStatus | '';
}

/** Adds to a worker's history and removes what is too old to be shown. */
export async function addStatusChange(tx: Transaction, change: StatusChange): Promise<void> {
  await tx.tables.insertInto('worker_status_changes').values(change).execute();
  await tx.tables
    .deleteFrom('worker_status_changes')
    .where('worker_id', '=', change.worker_id)
    .where('id', '<=', (eb) =>
      eb
        .selectFrom('worker_status_changes')
        .select('id')
        .where('worker_id', '=', change.worker_id)
        .orderBy('id', 'desc')
        .offset(KEEP)
        .limit(1),
    )
    .execute();
}

/** The worker's changes of status, newest first. */
export async function findStatusChanges(tables: Tables, workerId: string): Promise<StatusChange[]> {
  return tables
    .selectFrom('worker_status_changes')
    .select(['worker_id', 'at', 'from_status', 'to_status'])
    .where('worker_id', '=', workerId)
    .orderBy('id', 'desc')
    .limit(KEEP)
    .execute();
}
