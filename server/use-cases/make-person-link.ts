import type { Actor } from '../contracts/actor.ts';
import type { NewPerson, Person } from '../contracts/person.ts';
import { hashOf, newSecret } from '../accounts/hashes.ts';
import { personBody, tellOfPerson } from '../accounts/tell.ts';
import { timestamp } from '../domain/clock.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import type { Transaction } from '../persistence/database.ts';
import { lockPerson } from '../persistence/repositories/people.repository.ts';
import { replaceLink } from '../persistence/repositories/person-links.repository.ts';
import type { PersonRow } from '../persistence/tables.ts';
import { addPerson, newPersonRow } from './create-person.ts';

const HOUR_MS = 3_600_000;
/** How long links are good for, in milliseconds. Invitations may lie over a weekend. */
const GOOD_FOR = { invitation: 7 * 24 * HOUR_MS, reset: HOUR_MS } as const;
type Kind = keyof typeof GOOD_FOR;

/** A link with which somebody chooses a password, once. */
export interface MadeLink {
  readonly person: Person;
  /** Belongs into the link (`linkPath`). It is not kept, so it cannot be shown again. */
  readonly secret: string;
  readonly expiresAt: string;
}

/** The path of a link. Browsers do not send what is behind `#`, so no log and no proxy gets the secret. */
export function linkPath(secret: string): string {
  return `/app/welcome#${secret}`;
}

/**
 * Gives somebody an account without a password, and makes the link with which they choose one.
 * @throws as `createPerson`
 */
export async function invitePerson(farm: Farm, by: Actor, wanted: NewPerson): Promise<MadeLink> {
  const row = newPersonRow(farm, wanted);
  const made = await farm.database.transaction(
    async (tx) => {
      await addPerson(tx, row);
      return makeLink(tx, farm, row, 'invitation', ['created']);
    },
    { by },
  );
  farm.logger.info({ personId: row.id, role: row.role }, 'person invited');
  return made;
}

/**
 * Makes another link, in the place of all that the person has: to hand over to somebody who forgot the password, or
 * whose invitation has expired.
 * @throws FarmError not-found, impossible-change (the account is disabled)
 */
export async function makePersonLink(farm: Farm, by: Actor, personId: string, kind: Kind): Promise<MadeLink> {
  return farm.database.transaction(
    async (tx) => {
      const person = await lockPerson(tx, personId);
      if (person.disabled === 1) {
        throw new FarmError('impossible-change', { message: `the account of ${person.name} is disabled` });
      }
      return makeLink(tx, farm, person, kind);
    },
    { by },
  );
}

async function makeLink(
  tx: Transaction,
  farm: Farm,
  person: PersonRow,
  kind: Kind,
  changed: readonly string[] = [],
): Promise<MadeLink> {
  const secret = newSecret();
  const expiresAt = timestamp(farm.clock.now() + GOOD_FOR[kind]);
  await replaceLink(tx, {
    hash: hashOf(secret),
    person_id: person.id,
    kind,
    expires_at: expiresAt,
    used_at: null,
    created_at: tx.now,
  });
  tellOfPerson(tx, person, { changed: [...changed, 'link'], link: { kind, expires_at: expiresAt } });
  return { person: personBody(person), secret, expiresAt };
}
