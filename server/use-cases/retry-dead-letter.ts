import { auditedLetter } from './parts/audited.ts';
import { messageOf } from '#shared/message-of.ts';
import type { Actor } from '../contracts/actor.ts';
import { FarmError, notFound } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import {
  findDeadLetter,
  removeDeadLetter,
  saveAnotherFailure,
} from '../persistence/repositories/dead-letters.repository.ts';
import { storedEvent } from '../persistence/repositories/events.repository.ts';

const RETRIED = { action: 'dead-letter.retry', did: 'sent an event once more to' } as const;

/**
 * Hands a dead letter to its subscriber once more, and removes it if that succeeds. Later events may already have been
 * handled.
 * @throws FarmError not-found, impossible-change (the subscriber does not run here, or failed again)
 */
export async function retryDeadLetter(farm: Farm, by: Actor, id: string): Promise<void> {
  const { database, events, logger } = farm;
  const letter = await findDeadLetter(database.tables, id);
  if (!letter) throw notFound('dead letter', id);
  const handle = events.durable.get(letter.subscriber);
  if (!handle) {
    throw new FarmError('impossible-change', {
      message: `${letter.subscriber} does not run on this manager; switch it on first, or dismiss the event`,
    });
  }
  try {
    await handle(storedEvent(letter));
  } catch (error) {
    const message = messageOf(error);
    logger.warn({ err: error, subscriber: letter.subscriber, seq: letter.seq }, 'dead letter failed again');
    await database.transaction(
      async (tx) => {
        await saveAnotherFailure(tx, letter, message);
        tx.audit({ ...RETRIED, ...auditedLetter(letter), after: { outcome: 'it failed again' } });
      },
      { by },
    );
    throw new FarmError('impossible-change', { message: `it failed again: ${message}`, cause: error });
  }
  await database.transaction(
    async (tx) => {
      await removeDeadLetter(tx, letter, 'handled');
      tx.audit({ ...RETRIED, ...auditedLetter(letter), after: { outcome: 'handled' } });
    },
    { by },
  );
}
