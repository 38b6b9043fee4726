import type { KnownPerson } from '../accounts/known.ts';
import { isLongAgo, noteUse } from '../accounts/uses.ts';
import { MANAGER } from '../contracts/actor.ts';
import { MOST } from '../contracts/limits.ts';
import { folded, personNameSchema } from '../contracts/person.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { findPersonBySignIn, savePerson } from '../persistence/repositories/people.repository.ts';
import type { PersonRow } from '../persistence/tables.ts';
import { addVouched } from './parts/person-vouched-for.ts';

/** How often it is written down that somebody was here. */
const WRITE_EVERY_MS = 3_600_000;

/** Somebody whom a trusted proxy names. */
export type NamedByProxy =
  | { readonly person: KnownPerson; readonly ended: AbortSignal }
  | { readonly who: string; readonly why: 'no-role' | 'disabled' };

/**
 * Who it is that a trusted proxy has signed in. Whoever is new gets an account, if the settings give newcomers a role.
 * @param values what each such header of the request says
 * @throws FarmError bad-credentials (403) for anything but one name; what a proxy passes on by mistake lets nobody in
 */
export async function enterByProxy(farm: Farm, values: readonly string[]): Promise<NamedByProxy> {
  const { header, default_role } = farm.config.settings.proxy_login;
  const who = nameIn(values, header);
  const isMail = who.includes('@');
  const found = await findPersonBySignIn(farm.database.tables, who);
  const person = found ?? (isMail || default_role === 'none' ? undefined : await make(farm, who, default_role));
  if (!person) return { who, why: 'no-role' };
  if (person.disabled === 1) return { who, why: 'disabled' };
  noteVisit(farm, person);
  const { id, name, role } = person;
  // With the role, so that streams that are asked for with the new one do not end with those of the old one.
  return { person: { id, name, role }, ended: farm.accounts.ends.signalOf(`proxy ${id} ${role}`, id) };
}

/** Several requests come at the same time when somebody opens the first page. */
async function make(farm: Farm, name: string, role: 'wrangler' | 'artist' | 'viewer'): Promise<PersonRow | undefined> {
  const because = `the header ${farm.config.settings.proxy_login.header} of a trusted proxy`;
  try {
    return await farm.database.transaction((tx) => addVouched(farm, tx, { name, role }, { because }), { by: MANAGER });
  } catch (error) {
    const other = await findPersonBySignIn(farm.database.tables, name);
    if (!other) throw error;
    return other;
  }
}

/** A name or an e-mail address, in the form that is stored. @throws FarmError bad-credentials */
function nameIn(values: readonly string[], header: string): string {
  const [value = ''] = values;
  const text = Buffer.from(value, 'latin1').toString('utf8');
  const complaint =
    values.length !== 1 ? 'came several times' : text.trim() === '' ? 'is empty' : complaintAbout(folded(text));
  if (complaint === undefined) return folded(text);
  throw new FarmError('bad-credentials', {
    message: `the proxy in front of this manager does not say clearly who you are: its header ${header} ${complaint}`,
  });
}

function complaintAbout(name: string): string | undefined {
  if (name.length > (name.includes('@') ? MOST.name : MOST.word)) return 'is too long';
  if (name.includes('@'))
    return /^[^\s@\p{Cc}\p{Cf},;]+@[^\s@\p{Cc}\p{Cf},;]+$/u.test(name)
      ? undefined
      : 'is neither a name nor an e-mail address';
  return personNameSchema.safeParse(name).error?.issues[0]?.message;
}

function noteVisit(farm: Farm, { id, signed_in_at }: PersonRow): void {
  if (!isLongAgo(farm, signed_in_at, WRITE_EVERY_MS)) return;
  noteUse(farm, `visit of ${id}`, () =>
    farm.database.transaction((tx) => savePerson(tx, id, { signed_in_at: tx.now }), { by: MANAGER }),
  );
}
