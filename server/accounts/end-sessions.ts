import type { Actor } from '../contracts/actor.ts';
import type { Session, SessionEnd } from '../contracts/session.ts';
import { notFound } from '../domain/errors.ts';
import { timestamp } from '../domain/clock.ts';
import type { Farm } from '../farm/farm.ts';
import type { Transaction } from '../persistence/database.ts';
import { getPerson } from '../persistence/repositories/people.repository.ts';
import { findSessionsOf, removeSessionsOf } from '../persistence/repositories/sessions.repository.ts';
import type { PersonRow } from '../persistence/tables.ts';
import { auditSignOut, sessionBody, tellOfSession } from './tell.ts';
import { idleSince } from './session-times.ts';

/** Which sessions of a person. */
export interface Which {
  readonly only?: string;
  readonly except?: string;
}

/** The sessions in which a person is signed in, the one that was used last first. */
export async function listSessions(farm: Farm, personId: string): Promise<Session[]> {
  const [now, idle] = [timestamp(farm.clock.now()), idleSince(farm)];
  const rows = await findSessionsOf(farm.database.tables, personId);
  return rows.filter((row) => row.expires_at > now && row.last_used_at > idle).map(sessionBody);
}

/** Ends a session of a person. @throws FarmError not-found */
export async function endSession(farm: Farm, by: Actor, personId: string, sessionId: string): Promise<void> {
  const ended = await endSessions(farm, personId, { only: sessionId }, { by, why: 'ended' });
  if (ended === 0) throw notFound('session', sessionId);
}

/** Ends sessions of a person; all of them unless `which` says otherwise. Resolves to how many there were. */
export async function endSessions(
  farm: Farm,
  personId: string,
  which: Which,
  { by, why }: { readonly by: Actor; readonly why: SessionEnd },
): Promise<number> {
  return farm.database.transaction(
    async (tx) => {
      const person = await getPerson(tx.tables, personId);
      const ended = await removeSessionsOf(tx, personId, which);
      for (const session of ended) tellOfSession(tx, session, person, why);
      auditSignOut(tx, ended, person, why);
      return ended.length;
    },
    { by },
  );
}

/** The same, as a part of a change, whose entry in the audit log is enough. */
export async function endSessionsIn(
  tx: Transaction,
  person: Pick<PersonRow, 'id' | 'name'>,
  why: SessionEnd,
  which: Which = {},
): Promise<number> {
  const ended = await removeSessionsOf(tx, person.id, which);
  for (const session of ended) tellOfSession(tx, session, person, why);
  return ended.length;
}
