import type { WorkerSignOn, WorkerStatus } from '../contracts/worker.ts';
import { timestamp } from '../domain/clock.ts';
import { decideSignOn } from '../domain/worker-state.ts';
import { lockWorker } from '../persistence/repositories/workers.repository.ts';
import { changeWorker, workerState } from './change-worker.ts';
import type { Farm } from './farm.ts';

/**
 * A worker program has started. Tasks that it held before are no longer running and go back to the pool.
 * Resolves to the status that it shall go to.
 * @throws FarmError not-found
 */
export async function workerSignOn(
  farm: Farm,
  workerId: string,
  signOn: WorkerSignOn,
  address: string,
): Promise<WorkerStatus> {
  const now = timestamp(farm.clock.now());
  const scheduled = (await farm.sleepSchedules?.prescribedStatus(workerId)) ?? null;
  return farm.database.transaction(async (tx) => {
    const worker = await lockWorker(tx, workerId);
    const decision = decideSignOn(workerState(worker), scheduled);
    const types = signOn.supported_task_types.map((type) => type.trim().toLowerCase()).filter((type) => type !== '');
    await changeWorker(farm, tx, {
      worker,
      decision,
      cause: 'signed-on-again',
      columns: {
        name: signOn.name,
        software: signOn.software_version,
        supported_task_types: JSON.stringify([...new Set(types)]),
        can_restart: signOn.can_restart ? 1 : 0,
        address,
        last_seen_at: now,
      },
      now,
    });
    return decision.goTo;
  });
}
