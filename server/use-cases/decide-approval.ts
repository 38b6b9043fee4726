import { auditedWorker } from './parts/audited.ts';
import type { Actor } from '../contracts/actor.ts';
import type { WorkerApproval } from '../contracts/worker.ts';
import { FarmError } from '../domain/errors.ts';
import { lockWorker, saveWorker } from '../persistence/repositories/workers.repository.ts';
import { tellOfWorker } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * A person approves or rejects a worker that came without the right registration secret. A rejected worker stays in the
 * list without getting tasks, so that it does not register again and again; it can be approved later, or removed.
 * @throws FarmError not-found, impossible-change (422: rejecting a worker that is approved)
 */
export async function decideApproval(
  farm: Farm,
  by: Actor,
  workerId: string,
  decision: 'approve' | 'reject',
): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const worker = await lockWorker(tx, workerId);
      if (worker.approval === null) {
        if (decision === 'approve') return;
        throw new FarmError('impossible-change', {
          message: `worker ${worker.name} is already approved; remove it to keep it from working`,
        });
      }
      const approval: WorkerApproval | null = decision === 'approve' ? null : 'rejected';
      if (approval === worker.approval) return;
      const columns = { approval, updated_at: tx.now };
      await saveWorker(tx, workerId, columns);
      tx.audit({
        action: `worker.${decision}`,
        subject: auditedWorker(worker),
        did: `${decision === 'approve' ? 'approved' : 'rejected'} the worker`,
        before: { approval: worker.approval },
        after: { approval: approval ?? 'approved', address: worker.address },
      });
      const rest = { previous_approval: worker.approval, changed: ['approval'] };
      await tellOfWorker(tx, { ...worker, ...columns }, rest);
      tx.afterCommit(() =>
        farm.logger.info({ workerId, workerName: worker.name, decision }, 'worker approval decided'),
      );
    },
    { by },
  );
}
