import { Allowance } from '../access/allowance.ts';
import type { Farm } from '../farm/farm.ts';
import { findPerson, findPersonBySignIn } from '../persistence/repositories/people.repository.ts';
import type { Refusal } from './attempts.ts';

/** Whoever goes on trying is entered once an hour. */
const OF_ONE = { most: 1, perMinute: 1 / 60 };
/** All together: guessing from a whole botnet must not push everything else out of sight. */
const OF_ALL = { most: 20, perMinute: 1 / 3 };

/**
 * Enters into the audit log that somebody tried passwords, codes or links so often that no more are taken. Single wrong
 * passwords are only in the manager's log.
 */
export class LockOuts {
  readonly #farm: () => Farm;
  readonly #ofOne = new Allowance(OF_ONE);
  readonly #ofAll = new Allowance(OF_ALL);

  constructor(farm: () => Farm) {
    this.#farm = farm;
  }

  /** Returns at once; how long the answer takes must not tell whether there is such an account. */
  enter(refusal: Refusal): void {
    if (this.#ofOne.take(refusal.who) > 0 || this.#ofAll.take('') > 0) return;
    const farm = this.#farm();
    write(farm, refusal).catch((error: unknown) => farm.logger.warn({ err: error }, 'a lock-out was not written down'));
  }
}

/** What was typed as a name is kept only if somebody has it: it may have been a password. */
async function write(farm: Farm, { name, address }: Refusal): Promise<void> {
  const { tables } = farm.database;
  const person = (await findPerson(tables, name)) ?? (await findPersonBySignIn(tables, name));
  await farm.database.transaction(
    (tx) => {
      tx.audit({
        action: 'session.lock-out',
        subject: person
          ? { kind: 'person', id: person.id, name: person.name }
          : { kind: 'session', id: null, name: '' },
        did: person ? 'was refused after too many wrong passwords for' : 'was refused after too many wrong tries',
      });
      return Promise.resolve();
    },
    { by: { kind: 'open', address } },
  );
}
