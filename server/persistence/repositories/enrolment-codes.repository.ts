import type { Transaction } from '../database.ts';
import type { EnrolmentCodeRow, Tables } from '../tables.ts';

/** The code that has this SHA-256, whether it can be used or not. */
export async function findCodeByHash(tables: Tables, hash: string): Promise<EnrolmentCodeRow | undefined> {
  return tables.selectFrom('enrolment_codes').selectAll().where('hash', '=', hash).executeTakeFirst();
}

/** The newest codes, newest first, including those that can no longer be used. */
export async function findCodes(tables: Tables, most: number): Promise<EnrolmentCodeRow[]> {
  return tables.selectFrom('enrolment_codes').selectAll().orderBy('created_at', 'desc').limit(most).execute();
}

/** The code with which a worker joined the farm; undefined if it came without one. */
export async function findCodeOfWorker(tables: Tables, workerId: string): Promise<EnrolmentCodeRow | undefined> {
  return tables
    .selectFrom('enrolment_codes as code')
    .innerJoin('workers', 'workers.enrolment_code_id', 'code.id')
    .selectAll('code')
    .where('workers.id', '=', workerId)
    .executeTakeFirst();
}

/** Stores a new code. */
export async function insertCode(tx: Transaction, row: EnrolmentCodeRow): Promise<void> {
  await tx.tables.insertInto('enrolment_codes').values(row).execute();
}

/** Uses a code once. False if it cannot be used any more: of several that want its last use, one gets it. */
export async function takeUseOfCode(tx: Transaction, id: string): Promise<boolean> {
  const result = await tx.tables
    .updateTable('enrolment_codes')
    .set((eb) => ({ used: eb('used', '+', 1) }))
    .where('id', '=', id)
    .whereRef('used', '<', 'machines')
    .where('expires_at', '>', tx.now)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Revokes a code. Resolves to it as it is then; undefined if there is none, or if it was revoked before. */
export async function revokeCodeRow(tx: Transaction, id: string): Promise<EnrolmentCodeRow | undefined> {
  return tx.tables
    .updateTable('enrolment_codes')
    .set({ revoked_at: tx.now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}
