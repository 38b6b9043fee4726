import { MANAGER } from '../contracts/actor.ts';
import type { FarmEvents } from '../contracts/event.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * Announces that this manager is up or is about to stop. Never rejects: a failed announcement must not prevent either.
 */
export async function announceLifeCycle(farm: Farm, type: FarmEvents['manager.life-cycle']['type']): Promise<void> {
  try {
    await farm.database.transaction((tx) => Promise.resolve(tx.emit('manager.life-cycle', { type })), { by: MANAGER });
  } catch (error) {
    farm.logger.warn({ err: error, type }, 'start or stop of the manager could not be announced');
  }
}
