import { networkOf } from '../../access/network-of.ts';
import type { WorkerApproval } from '../../contracts/worker.ts';
import { FarmError } from '../../domain/errors.ts';
import type { Farm } from '../../farm/farm.ts';
import { countRegistrations } from '../../persistence/repositories/status-counts.repository.ts';

/** More than a person will look through and approve. */
const MOST_WAITING = 1_000;
const MOST_WAITING_THERE = 200;

/** @throws FarmError too-many, when the farm has no room for one more worker, or one more that waits for approval */
export async function requireRoom(farm: Farm, approval: WorkerApproval | null, network: string): Promise<void> {
  const { workers, waiting } = await countRegistrations(farm.database.tables);
  if (workers >= farm.config.settings.max_workers)
    throw tooMany(
      `this farm has ${workers} workers already; remove those that are gone, on the workers page, or raise "max_workers"`,
    );
  if (approval === null) return;
  const waitingThere = waiting.filter((address) => networkOf(address) === network).length;
  if (waiting.length >= MOST_WAITING || waitingThere >= MOST_WAITING_THERE) {
    const where = waiting.length >= MOST_WAITING ? '' : ' from this address';
    throw tooMany(`too many workers${where} wait for approval; somebody has to approve or remove them first`);
  }
}

function tooMany(message: string): FarmError {
  return new FarmError('too-many', { message });
}
