import { hashOf } from '../accounts/hashes.ts';
import type { Actor } from '../contracts/actor.ts';
import type { MadeEnrolmentCode, NewEnrolmentCode } from '../contracts/enrolment-code.ts';
import { timestamp } from '../domain/clock.ts';
import type { Farm } from '../farm/farm.ts';
import { actorColumns } from '../persistence/actor-columns.ts';
import { insertCode } from '../persistence/repositories/enrolment-codes.repository.ts';
import type { EnrolmentCodeRow } from '../persistence/tables.ts';
import { auditedCode, enrolmentCodeBody, newEnrolmentCode } from './parts/enrolment-code.ts';

const MINUTE_MS = 60_000;

/** Makes a code with which new workers join the farm without waiting for approval. */
export async function makeEnrolmentCode(
  farm: Farm,
  by: Actor,
  { machines, minutes }: NewEnrolmentCode,
): Promise<MadeEnrolmentCode> {
  const { code, prefix } = newEnrolmentCode();
  const now = farm.clock.now();
  const row: EnrolmentCodeRow = {
    id: farm.newId(),
    hash: hashOf(code),
    prefix,
    machines,
    used: 0,
    ...actorColumns(by),
    created_at: timestamp(now),
    expires_at: timestamp(now + minutes * MINUTE_MS),
    revoked_at: null,
  };
  await farm.database.transaction(
    async (tx) => {
      await insertCode(tx, row);
      tx.audit({
        action: 'enrolment-code.create',
        subject: auditedCode(row),
        did: 'made the enrolment code',
        after: { machines, expires_at: row.expires_at },
      });
    },
    { by },
  );
  farm.logger.info({ codeId: row.id, machines, expiresAt: row.expires_at }, 'enrolment code created');
  return { ...enrolmentCodeBody(row), code };
}
