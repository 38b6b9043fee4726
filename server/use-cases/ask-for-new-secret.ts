import type { Actor } from '../contracts/actor.ts';
import type { Farm } from '../farm/farm.ts';
import { lockWorker, saveWorker } from '../persistence/repositories/workers.repository.ts';
import { auditedWorker } from './parts/audited.ts';
import { tellOfWorker } from './parts/event-payloads.ts';

/**
 * A person wants a worker to have another secret. It is told with its next answer, and goes on working meanwhile; one
 * of Flamenco 3 does not understand this, and keeps the secret that it has.
 * @throws FarmError not-found
 */
export async function askForNewSecret(farm: Farm, by: Actor, workerId: string): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const worker = await lockWorker(tx, workerId);
      const columns = { new_secret_asked_at: tx.now, updated_at: tx.now };
      await saveWorker(tx, workerId, columns);
      tx.audit({
        action: 'worker.new-secret',
        subject: auditedWorker(worker),
        did: 'asked the worker … for a new secret',
      });
      await tellOfWorker(tx, { ...worker, ...columns }, { changed: ['new_secret_asked'] });
    },
    { by },
  );
  farm.logger.info({ workerId }, 'new secret of a worker was asked for');
}
