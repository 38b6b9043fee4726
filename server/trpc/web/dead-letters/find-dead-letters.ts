import { z } from 'zod';
import { deadLetterSchema } from '../../../contracts/dead-letter.ts';
import { findDeadLetters as find } from '../../../persistence/repositories/dead-letters.repository.ts';
import { storedEvent } from '../../../persistence/repositories/events.repository.ts';
import { procedureFor } from '../../init.ts';

/** More than anybody will look at. */
const LIMIT = 500;

export const findDeadLetters = procedureFor('dead-letters.read')
  .output(z.array(deadLetterSchema))
  .query(async ({ ctx }) => {
    const { database, events } = ctx.farm;
    return (await find(database.tables, LIMIT)).map((row) => {
      const { seq, type, at, by, payload } = storedEvent(row);
      const { id, subscriber, job_id, error, tries, failed_at } = row;
      const can_retry = events.durable.has(subscriber);
      return { id, subscriber, seq, type, at, by, job_id, payload, error, tries, failed_at, can_retry };
    });
  });
