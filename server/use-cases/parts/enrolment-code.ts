import { hashOf, newSecret } from '../../accounts/hashes.ts';
import type { EnrolmentCode } from '../../contracts/enrolment-code.ts';
import { requirePace } from '../../access/registration-pace.ts';
import { timestamp } from '../../domain/clock.ts';
import { FarmError } from '../../domain/errors.ts';
import type { Farm } from '../../farm/farm.ts';
import { actorOf } from '../../persistence/actor-columns.ts';
import type { AuditedChange, AuditFields } from '../../persistence/new-audit-entry.ts';
import type { Transaction } from '../../persistence/database.ts';
import { findCodeByHash, takeUseOfCode } from '../../persistence/repositories/enrolment-codes.repository.ts';
import type { EnrolmentCodeRow, Tables } from '../../persistence/tables.ts';

/**
 * How codes begin: workers send them where they would send the registration secret, and people and programs that look
 * for leaked secrets recognise them.
 */
const BEGINNING = 'fne_';
const PREFIX_LENGTH = 10;
const CODE = /^fne_[\w-]{43}$/;
const ANOTHER = 'make another one on the workers page, under "Add a worker"';

/** A new code, and the part of it that may be shown later. */
export function newEnrolmentCode(): { readonly code: string; readonly prefix: string } {
  const code = `${BEGINNING}${newSecret()}`;
  return { code, prefix: code.slice(0, PREFIX_LENGTH) };
}

/** A code as the audit log names it. */
export function auditedCode({ id, prefix }: Pick<EnrolmentCodeRow, 'id' | 'prefix'>): AuditedChange['subject'] {
  return { kind: 'enrolment-code', id, name: `${prefix}…` };
}

/** A code as people get it; never the code itself. */
export function enrolmentCodeBody(row: EnrolmentCodeRow): EnrolmentCode {
  const { id, prefix, machines, used, created_at, expires_at, revoked_at } = row;
  return { id, prefix, machines, used, made_by: actorOf(row), created_at, expires_at, revoked_at };
}

/** Whether a worker sent an enrolment code in the place of the registration secret. */
export function isEnrolmentCode(sent: string | undefined): sent is string {
  return sent !== undefined && CODE.test(sent);
}

/** Why a code cannot be used now; undefined if it can. @param now RFC 3339, UTC */
function whyUseless(row: EnrolmentCodeRow | undefined, now: string): string | undefined {
  if (!row) return `this enrolment code is not one of this farm; ${ANOTHER}`;
  if (row.revoked_at !== null) return `the enrolment code ${row.prefix}… was revoked; ${ANOTHER}`;
  if (row.used >= row.machines) {
    const uses = row.machines === 1 ? 'was used already' : `was used by ${row.machines} workers already`;
    return `the enrolment code ${row.prefix}… ${uses}, and is for no more; ${ANOTHER}`;
  }
  return row.expires_at <= now
    ? `the enrolment code ${row.prefix}… expired at ${row.expires_at}; ${ANOTHER}`
    : undefined;
}

/** The row of a code that can be used now. @throws FarmError bad-credentials, saying why it cannot */
async function usableCode(tables: Tables, code: string, now: string): Promise<EnrolmentCodeRow> {
  const row = await findCodeByHash(tables, hashOf(code));
  const why = whyUseless(row, now);
  if (!row || why !== undefined) throw new FarmError('bad-credentials', { message: why ?? '' });
  return row;
}

/**
 * Makes sure, before anything is done for the worker that sent a code, that it can be used.
 * @throws FarmError bad-credentials, saying why it cannot; too-many, for somebody who tries many
 */
export async function requireUsable(farm: Farm, code: string, network: string): Promise<void> {
  const row = await findCodeByHash(farm.database.tables, hashOf(code));
  if (whyUseless(row, timestamp(farm.clock.now())) === undefined) return;
  requirePace(farm, network);
  await usableCode(farm.database.tables, code, timestamp(farm.clock.now()));
}

/** With which code a worker came, for the audit log. */
export function enrolledBy(row: EnrolmentCodeRow | undefined): AuditFields {
  return row ? { enrolment_code: `${row.prefix}…` } : {};
}

/** Uses a code once. @throws FarmError bad-credentials, saying why it cannot be used */
export async function useEnrolmentCode(tx: Transaction, code: string): Promise<EnrolmentCodeRow> {
  const row = await usableCode(tx.tables, code, tx.now);
  if (await takeUseOfCode(tx, row.id)) return row;
  // Somebody else took its last use between the two statements.
  const message = `the enrolment code ${row.prefix}… was used by somebody else at the same time; ${ANOTHER}`;
  throw new FarmError('bad-credentials', { message });
}

/** Uses a code once, if what a worker sent is one that can be used. */
export async function useIfPossible(tx: Transaction, sent: string | undefined): Promise<EnrolmentCodeRow | undefined> {
  const row = isEnrolmentCode(sent) ? await findCodeByHash(tx.tables, hashOf(sent)) : undefined;
  return row && (await takeUseOfCode(tx, row.id)) ? row : undefined;
}
