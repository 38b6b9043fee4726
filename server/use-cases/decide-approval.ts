import { auditedWorker } from './parts/audited.ts';
import type { Actor } from '../contracts/actor.ts';
import type { WorkerApproval, WorkerApprovalDecision } from '../contracts/worker.ts';
import { FarmError } from '../domain/errors.ts';
import { decideRevocation } from '../domain/worker-state.ts';
import { lockWorker, saveWorker } from '../persistence/repositories/workers.repository.ts';
import { changeWorker } from './parts/change-worker.ts';
import { tellOfWorker } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';

const BECOMES: Readonly<Record<WorkerApprovalDecision, WorkerApproval | null>> = {
  approve: null,
  reject: 'rejected',
  revoke: 'revoked',
};
const DONE: Readonly<Record<WorkerApprovalDecision, string>> = {
  approve: 'approved',
  reject: 'rejected',
  revoke: 'revoked',
};

/**
 * A person approves or rejects a worker that nobody knew, or revokes one. A rejected worker stays in the list without
 * getting tasks, so that it does not register again and again. A revoked one gives its tasks back, and its credentials
 * are of no use from then on. Both can be approved later, with the credentials that they had, or removed.
 * @throws FarmError not-found, impossible-change (422: rejecting a worker that is approved)
 */
export async function decideApproval(
  farm: Farm,
  by: Actor,
  workerId: string,
  decision: WorkerApprovalDecision,
): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const worker = await lockWorker(tx, workerId);
      const approval = BECOMES[decision];
      if (approval === worker.approval) return;
      if (decision === 'reject' && worker.approval === null) {
        throw new FarmError('impossible-change', {
          message: `worker ${worker.name} is already approved; revoke it, or remove it, to keep it from working`,
        });
      }
      tx.audit({
        action: `worker.${decision}`,
        subject: auditedWorker(worker),
        did: `${DONE[decision]} the worker`,
        before: { approval: worker.approval ?? 'approved' },
        after: { approval: approval ?? 'approved', address: worker.address },
      });
      tx.afterCommit(() =>
        farm.logger.info({ workerId, workerName: worker.name, decision }, 'worker approval decided'),
      );
      if (decision === 'revoke') {
        // A secret that it has not confirmed may be somebody else's.
        const columns = { approval, next_secret_hash: null };
        const change = { worker, decision: decideRevocation(), cause: 'revoked', columns } as const;
        await changeWorker(farm, tx, change);
        return;
      }
      const columns = { approval, updated_at: tx.now };
      await saveWorker(tx, workerId, columns);
      const rest = { previous_approval: worker.approval ?? undefined, changed: ['approval'] };
      await tellOfWorker(tx, { ...worker, ...columns }, rest);
    },
    { by },
  );
}
