import type { Actor } from '../contracts/actor.ts';
import type { WorkerApproval } from '../contracts/worker.ts';
import { FarmError } from '../domain/errors.ts';
import { lockWorker, saveWorker } from '../persistence/repositories/workers.repository.ts';
import { tellOfWorker } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * A person lets a worker that came without the registration secret work, or does not want it. A rejected worker stays
 * in the list and gets no tasks, so that it does not register again and again; it can be approved later, or removed.
 * @throws FarmError not-found, impossible-change (422: it works already)
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
          message: `worker ${worker.name} is approved already; remove it to keep it from working`,
        });
      }
      const approval: WorkerApproval | null = decision === 'approve' ? null : 'rejected';
      if (approval === worker.approval) return;
      const columns = { approval, updated_at: tx.now };
      await saveWorker(tx, workerId, columns);
      const rest = { previous_approval: worker.approval, changed: ['approval'] };
      await tellOfWorker(tx, { ...worker, ...columns }, rest);
      tx.afterCommit(() =>
        farm.logger.info({ workerId, workerName: worker.name, decision }, 'worker approval decided'),
      );
    },
    { by },
  );
}
