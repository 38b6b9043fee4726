import { networkOf } from '../access/network-of.ts';
import { hashSecret } from '../access/worker-secret.ts';
import type { WorkerActor } from '../contracts/actor.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { lockWorker, saveWorker } from '../persistence/repositories/workers.repository.ts';
import type { WorkerRow } from '../persistence/tables.ts';
import { auditedWorker } from './parts/audited.ts';
import { tellOfWorker } from './parts/event-payloads.ts';

/** How a worker came to call. */
interface SecretInUse {
  readonly address: string;
  /** The hash of the secret that it is changing to, if it gave that one. */
  readonly provedNext: string | null;
}

/**
 * A worker takes another secret. Both are good until it confirms the new one, so nothing is lost if it is ended in
 * between, or if the answer does not arrive.
 * @throws FarmError not-found, worker-revoked; busy, when too many wait for a hash
 */
export async function changeWorkerSecret(farm: Farm, by: WorkerActor, secret: string, use: SecretInUse): Promise<void> {
  // What it has confirmed by using it must not be overwritten by the next one.
  if (use.provedNext !== null) await confirmWorkerSecret(farm, by, use);
  const hash = await hashSecret(secret, { network: networkOf(use.address), worker: by.id });
  await farm.database.transaction(
    async (tx) => {
      requireNotRevoked(await lockWorker(tx, by.id));
      await saveWorker(tx, by.id, { next_secret_hash: hash });
    },
    { by },
  );
}

/**
 * A worker has kept its new secret and uses nothing else any more: the old one is of no use from now on.
 * @throws FarmError not-found, worker-revoked
 */
export async function confirmWorkerSecret(
  farm: Farm,
  by: WorkerActor,
  { provedNext }: Pick<SecretInUse, 'provedNext'>,
): Promise<void> {
  if (provedNext === null) return;
  await farm.database.transaction(
    async (tx) => {
      const worker = await lockWorker(tx, by.id);
      requireNotRevoked(worker);
      // Another may have taken its place meanwhile, which nobody has proved to have.
      if (worker.next_secret_hash !== provedNext) return;
      const columns: Partial<WorkerRow> = {
        secret_hash: provedNext,
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

/** It may have been revoked since it gave its secret. @throws FarmError worker-revoked */
function requireNotRevoked({ approval }: WorkerRow): void {
  if (approval === 'revoked') throw new FarmError('worker-revoked', { message: 'this worker was revoked' });
}
