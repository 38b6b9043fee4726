import type { PersonEvent } from '../contracts/events/account-events.ts';
import type { Person } from '../contracts/person.ts';
import type { Transaction } from '../persistence/database.ts';

type AuditedChange = Parameters<Transaction['audit']>[0];

/** What the audit log calls something that was done to an account, in place of what follows from what has changed. */
export type Said = Pick<AuditedChange, 'action' | 'did'>;

/** What has changed about a person, as `tellOfPerson` finds it. */
export interface PersonChanges {
  readonly person: Omit<Person, 'signed_in_at'>;
  /** The fields of `person` that differ, as they were. */
  readonly was: Readonly<Partial<Person>>;
  /** What the fields do not show. */
  readonly changed: readonly string[];
  readonly link?: PersonEvent['link'] | undefined;
  readonly because?: string | undefined;
  readonly said?: Said | undefined;
}

const DONE: Readonly<Record<string, Said>> = {
  created: { action: 'person.create', did: 'made an account for' },
  removed: { action: 'person.remove', did: 'removed the account of' },
  password: { action: 'person.password', did: 'changed the password of' },
  recovery_codes: { action: 'person.recovery-codes', did: 'made new recovery codes for' },
  link: { action: 'person.link', did: 'made a link to choose a password for' },
  linked: { action: 'person.linked', did: 'linked an account of a provider to that of' },
  unlinked: { action: 'person.unlinked', did: 'unlinked the account of a provider from that of' },
};

/** Secrets are named, and never shown. */
const NEW: Readonly<Record<string, string>> = { password: 'a new one', recovery_codes: 'other ones' };

/** The entry of the audit log for a change of a person. */
export function auditedPerson({ person, was, changed, link, because, said }: PersonChanges): AuditedChange {
  const names = Object.keys(was) as (keyof typeof person)[];
  const [word = ''] = changed;
  const { name, role, email } = person;
  const secrets = changed.flatMap((each) => (Object.hasOwn(NEW, each) ? [[each, NEW[each]] as const] : []));
  const after = {
    ...(word === 'created' ? { name, role, email } : {}),
    ...Object.fromEntries(names.map((each) => [each, person[each]])),
    ...Object.fromEntries(secrets),
    ...(because === undefined ? {} : { because }),
    ...(link ? { link: link.kind, link_expires_at: link.expires_at } : {}),
  };
  const before = word === 'removed' ? { name, role, email } : was;
  return {
    ...(said ?? DONE[word] ?? ofFields(person, names)),
    subject: { kind: 'person', id: person.id, name },
    ...(Object.keys(before).length > 0 ? { before } : {}),
    ...(Object.keys(after).length > 0 ? { after } : {}),
  };
}

function ofFields({ two_factor: hasDevice }: PersonChanges['person'], names: readonly string[]): Said {
  if (names.length !== 1 || names[0] !== 'two_factor')
    return { action: 'person.change', did: 'changed the account of' };
  return { action: 'person.second-factor', did: `switched the second factor ${hasDevice ? 'on' : 'off'} for` };
}
