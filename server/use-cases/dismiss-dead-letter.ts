import { auditedLetter } from './parts/audited.ts';
import type { Actor } from '../contracts/actor.ts';
import { notFound } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { findDeadLetter, removeDeadLetter } from '../persistence/repositories/dead-letters.repository.ts';

/** Gives up an event that its subscriber will never handle. @throws FarmError not-found */
export async function dismissDeadLetter(farm: Farm, by: Actor, id: string): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const letter = await findDeadLetter(tx.tables, id);
      if (!letter) throw notFound('dead letter', id);
      await removeDeadLetter(tx, letter, 'dismissed');
      tx.audit({
        action: 'dead-letter.dismiss',
        did: 'dismissed an event that was not handled by',
        ...auditedLetter(letter),
      });
    },
    { by },
  );
}
