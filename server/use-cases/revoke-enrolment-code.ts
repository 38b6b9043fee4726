import type { Actor } from '../contracts/actor.ts';
import { notFound } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { revokeCodeRow } from '../persistence/repositories/enrolment-codes.repository.ts';
import { auditedCode } from './parts/enrolment-code.ts';

/**
 * Revokes a code: no other worker can join with it. Those that have done so stay.
 * @throws FarmError not-found, also if it was revoked before
 */
export async function revokeEnrolmentCode(farm: Farm, by: Actor, codeId: string): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const row = await revokeCodeRow(tx, codeId);
      if (!row) throw notFound('enrolment code', codeId);
      tx.audit({
        action: 'enrolment-code.revoke',
        subject: auditedCode(row),
        did: 'revoked the enrolment code',
        before: { machines: row.machines, used: row.used, expires_at: row.expires_at },
      });
    },
    { by },
  );
  farm.logger.info({ codeId }, 'enrolment code revoked');
}
