import type { SessionEnd } from '../contracts/session.ts';
import type { Person } from '../contracts/person.ts';
import type { PersonEvent } from '../contracts/events/account-events.ts';
import type { Transaction } from '../persistence/database.ts';
import type { ApiTokenRow, PersonRow, SessionRow } from '../persistence/tables.ts';
import type { ApiToken } from '../contracts/api-token.ts';
import type { Session } from '../contracts/session.ts';
import { auditedPerson, type Said } from './audited-person.ts';

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

/** What `tellOfPerson` knows besides the person. */
export interface PersonTelling {
  /** As they were; what has changed is found by comparing. */
  readonly before?: PersonRow | undefined;
  /** What has changed and the row does not show. */
  readonly changed?: string[];
  readonly link?: PersonEvent['link'];
  /** What made the manager do it, for the audit log. */
  readonly because?: string;
  /** What the audit log says; usually it follows from what has changed. */
  readonly said?: Said;
}

/** Announces a change of a person, and enters it into the audit log. */
export function tellOfPerson(
  tx: Transaction,
  row: PersonRow,
  { before, changed = [], link, because, said }: PersonTelling,
): void {
  const { signed_in_at: _later, ...person } = personBody(row);
  const old = before && personBody(before);
  const names = old
    ? (Object.keys(person) as (keyof typeof person)[]).filter((name) => old[name] !== person[name])
    : [];
  if (names.length + changed.length === 0) return;
  const was = old ? Object.fromEntries(names.map((name) => [name, old[name]])) : {};
  tx.audit(auditedPerson({ person, was, changed, link, because, said }));
  tx.emit('person.changed', {
    person,
    changed: [...names, ...changed],
    ...(names.length > 0 ? { before: was } : {}),
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
  const isNew = row.revoked_at === null;
  tx.audit({
    action: isNew ? 'token.create' : 'token.revoke',
    subject: { kind: 'token', id: row.id, name: row.label },
    did: isNew ? 'made the token' : 'revoked the token',
    [isNew ? 'after' : 'before']: { of: person.name, actions: token.actions, expires_at: token.expires_at },
  });
  tx.emit('token.changed', { token, person: { id: person.id, name: person.name } });
}

/** Enters into the audit log that somebody signed in. */
export function auditSignIn(tx: Transaction, row: SessionRow, person: Pick<PersonRow, 'name'>): void {
  const subject = { kind: 'session', id: row.id, name: person.name } as const;
  tx.audit({ action: 'session.begin', subject, did: 'signed in as', after: { browser: row.user_agent } });
}

/** Enters that sessions of one person were ended by somebody, and why. */
export function auditSignOut(
  tx: Transaction,
  rows: readonly SessionRow[],
  person: Pick<PersonRow, 'name'>,
  why: SessionEnd,
): void {
  const [first] = rows;
  if (!first || why === 'replaced') return;
  tx.audit({
    action: 'session.end',
    subject: { kind: 'session', id: first.id, name: person.name },
    did:
      why === 'signed-out'
        ? 'signed out as'
        : rows.length === 1
          ? 'ended a session of'
          : `ended ${rows.length} sessions of`,
    before: { sessions: rows.map(({ address, user_agent }) => `${address} ${user_agent}`.trim()) },
  });
}

/** Enters that no codes are taken for somebody for a while: too many were wrong. @param until RFC 3339, UTC */
export function auditLockOut(tx: Transaction, { id, name }: PersonRow, until: string): void {
  const subject = { kind: 'person', id, name } as const;
  tx.audit({ action: 'session.lock-out', subject, did: 'sent too many wrong codes for', after: { until } });
}
