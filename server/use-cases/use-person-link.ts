import { hashOf } from '../accounts/hashes.ts';
import { callOf, calling } from '../accounts/calling.ts';
import { hashPassword, requireGoodPassword } from '../accounts/passwords.ts';
import { timestamp } from '../domain/clock.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { getPerson, lockPerson, savePerson } from '../persistence/repositories/people.repository.ts';
import { findLink, useLink } from '../persistence/repositories/person-links.repository.ts';
import type { PersonLinkRow, PersonRow } from '../persistence/tables.ts';
import { storePassword } from './set-password.ts';

const LINKS = { invitation: 'an invitation', reset: 'a reset link' } as const;

/** For whom a link is, and what for. */
export interface LinkFacts {
  readonly kind: 'invitation' | 'reset';
  readonly name: string;
  readonly displayName: string;
}

/** What somebody who followed a link sends. */
export interface LinkUse {
  readonly secret: string;
  readonly password: string;
  /** What the pages are to show as the name; absent = it stays. */
  readonly displayName?: string;
  /** The address of the calling computer. */
  readonly address: string;
}

/** What the page behind a link shows. @throws as `usePersonLink` */
export async function readPersonLink(farm: Farm, secret: string, address: string): Promise<LinkFacts> {
  const { link, person } = await goodLink(farm, secret, address);
  return { kind: link.kind, name: person.name, displayName: person.display_name || person.name };
}

/**
 * Uses a link: its person gets this password, is signed out everywhere, and signs in with it next. Resolves to the name
 * to do so with.
 * @throws FarmError not-found (there is no such link, or a newer one took its place), gone (410: it was used or has
 *   expired), bad-request (the password is too short), too-many, busy
 */
export async function usePersonLink(farm: Farm, use: LinkUse): Promise<{ readonly name: string }> {
  requireGoodPassword(farm, use.password);
  const { link, person } = await goodLink(farm, use.secret, use.address);
  const by = { kind: 'person', id: person.id, name: person.name } as const;
  const passwordHash = await calling(callOf(use, { by }), () => hashPassword(use.password));
  await farm.database.transaction(
    async (tx) => {
      if (!(await useLink(tx, link.hash))) throw gone('was used already, or has expired');
      const before = await lockPerson(tx, link.person_id);
      if (before.disabled === 1) throw noLink();
      const displayName = use.displayName?.trim() || before.display_name;
      await savePerson(tx, before.id, { display_name: displayName, updated_at: tx.now });
      const row = { ...before, display_name: displayName };
      const said = { action: 'person.use-link', did: `used ${LINKS[link.kind]} to choose a password for` } as const;
      await storePassword(tx, row, { id: farm.newId(), passwordHash, telling: { before, said } });
    },
    { by },
  );
  return { name: person.name };
}

async function goodLink(
  farm: Farm,
  secret: string,
  address: string,
): Promise<{ readonly link: PersonLinkRow; readonly person: PersonRow }> {
  const succeeded = farm.accounts.attempts.countSecret('a link', address);
  const link = await findLink(farm.database.tables, hashOf(secret));
  if (!link) throw noLink();
  succeeded();
  if (link.used_at !== null) throw gone('was used already');
  if (link.expires_at <= timestamp(farm.clock.now())) throw gone('has expired');
  return { link, person: await getPerson(farm.database.tables, link.person_id) };
}

function noLink(): FarmError {
  return new FarmError('not-found', { message: 'this link is not valid; ask an admin of the farm for another one' });
}

function gone(what: string): FarmError {
  return new FarmError('gone', { message: `this link ${what}; ask an admin of the farm for another one` });
}
