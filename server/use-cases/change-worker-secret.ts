import { networkOf } from '../access/network-of.ts';
import { hashSecret } from '../access/worker-secret.ts';
import type { WorkerActor } from '../contracts/actor.ts';
import type { Farm } from '../farm/farm.ts';
import { lockWorker, saveWorker } from '../persistence/repositories/workers.repository.ts';
import type { WorkerRow } from '../persistence/tables.ts';
import { auditedWorker } from './parts/audited.ts';
import { tellOfWorker } from './parts/event-payloads.ts';

/** How a worker came to call. */
interface SecretInUse {
  readonly address: string;
  /** Whether it gave the secret that it is changing to. */
  readonly byNextSecret: boolean;
}

/**
 * A worker takes another secret. Both are good until it confirms the new one, so nothing is lost if it is ended in
 * between, or if the answer does not arrive.
 * @throws FarmError not-found; busy, when too many wait for a hash
 */
export async function changeWorkerSecret(farm: Farm, by: WorkerActor, secret: string, use: SecretInUse): Promise<void> {
  // What it has confirmed by using it must not be overwritten by the next one.
  if (use.byNextSecret) await confirmWorkerSecret(farm, by, use);
  const hash = await hashSecret(secret, { network: networkOf(use.address), worker: by.id });
  await farm.database.transaction(
    async (tx) => {
      await lockWorker(tx, by.id);
      await saveWorker(tx, by.id, { next_secret_hash: hash });
    },
    { by },
  );
}

/**
 * A worker has kept its new secret and uses nothing else any more: the old one is of no use from now on.
 * @throws FarmError not-found
 */
export async function confirmWorkerSecret(
  farm: Farm,
  by: WorkerActor,
  { byNextSecret }: Pick<SecretInUse, 'byNextSecret'>,
): Promise<void> {
  if (!byNextSecret) return;
  await farm.database.transaction(
    async (tx) => {
      const worker = await lockWorker(tx, by.id);
      if (worker.next_secret_hash === null) return;
      const columns: Partial<WorkerRow> = {
        secret_hash: worker.next_secret_hash,
        next_secret_hash: null,
        new_secret_asked_at: null,
        updated_at: tx.now,
      };
      await saveWorker(tx, by.id, columns);
      tx.audit({ action: 'worker.secret', subject: auditedWorker(worker), did: 'took a new secret as the worker' });
      await tellOfWorker(tx, { ...worker, ...columns }, { changed: ['new_secret_asked'] });
    },
    { by },
  );
  farm.logger.info({ workerId: by.id, workerName: by.name }, 'worker took a new secret');
}
