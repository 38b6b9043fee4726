import type { SessionEnd } from '../contracts/session.ts';
import type { Person } from '../contracts/person.ts';
import type { PersonEvent } from '../contracts/events/account-events.ts';
import type { Transaction } from '../persistence/database.ts';
import type { ApiTokenRow, PersonRow, SessionRow } from '../persistence/tables.ts';
import type { ApiToken } from '../contracts/api-token.ts';
import type { Session } from '../contracts/session.ts';

/** A person as pages and programs get it. */
export function personBody(row: PersonRow): Person {
  const { id, name, email, role, created_at, signed_in_at } = row;
  return {
    id,
    name,
    display_name: row.display_name || name,
    email,
    role,
    disabled: row.disabled === 1,
    two_factor: row.two_factor === 1,
    created_at,
    signed_in_at,
  };
}

/** A session as its person gets it. */
export function sessionBody({ id, created_at, expires_at, last_used_at, address, user_agent }: SessionRow): Session {
  return { id, created_at, expires_at, last_used_at, address, user_agent };
}

/** A token as its person gets it; never the token itself. */
export function tokenBody(row: ApiTokenRow): ApiToken {
  const { id, label, prefix, created_at, expires_at, last_used_at, last_address, revoked_at } = row;
  const actions = row.actions === null ? null : (JSON.parse(row.actions) as string[]);
  return { id, label, prefix, actions, created_at, expires_at, last_used_at, last_address, revoked_at };
}

/**
 * Announces a change of a person. What has changed is found by comparing with `before`; `changed` is what the row does
 * not show.
 */
export function tellOfPerson(
  tx: Transaction,
  row: PersonRow,
  { before, changed = [], link }: { before?: PersonRow | undefined; changed?: string[]; link?: PersonEvent['link'] },
): void {
  const { signed_in_at: _later, ...person } = personBody(row);
  const old = before && personBody(before);
  const names = old
    ? (Object.keys(person) as (keyof typeof person)[]).filter((name) => old[name] !== person[name])
    : [];
  if (names.length + changed.length === 0) return;
  tx.emit('person.changed', {
    person,
    changed: [...names, ...changed],
    ...(old && names.length > 0 ? { before: Object.fromEntries(names.map((name) => [name, old[name]])) } : {}),
    ...(link ? { link } : {}),
  });
}

/** Announces that a session has begun, or why it has ended. */
export function tellOfSession(
  tx: Transaction,
  row: SessionRow,
  person: Pick<PersonRow, 'id' | 'name'>,
  ended?: SessionEnd,
): void {
  const { last_used_at: _later, ...session } = sessionBody(row);
  tx.emit('session.changed', { session, person: { id: person.id, name: person.name }, ...(ended ? { ended } : {}) });
}

/** Announces that a token was made or revoked. */
export function tellOfToken(tx: Transaction, row: ApiTokenRow, person: Pick<PersonRow, 'id' | 'name'>): void {
  const { last_used_at: _used, last_address: _address, ...token } = tokenBody(row);
  tx.emit('token.changed', { token, person: { id: person.id, name: person.name } });
}
