import { MANAGER } from '../contracts/actor.ts';
import { timestamp } from '../domain/clock.ts';
import type { Farm } from '../farm/farm.ts';
import { findSessionByToken, saveSessionUse } from '../persistence/repositories/sessions.repository.ts';
import type { KnownSession } from './known.ts';
import { sessionCookie, signedToken } from './cookies.ts';
import { hashOf } from './hashes.ts';
import { idleSince } from './session-times.ts';
import { isLongAgo, noteUse } from './uses.ts';

/**
 * Who is signed in with the session in this `Cookie` header. The row is read each time, so that whoever was signed out,
 * disabled or removed is out at once, also at the other managers of the farm.
 */
export async function sessionOf(farm: Farm, cookie: string | undefined): Promise<KnownSession | undefined> {
  if (cookie === undefined) return undefined;
  const secret = await farm.accounts.secret();
  const token = signedToken(cookie, sessionCookie(secret), secret);
  if (token === undefined) return undefined;
  const row = await findSessionByToken(farm.database.tables, hashOf(token));
  const now = timestamp(farm.clock.now());
  if (!row || row.disabled === 1 || row.expires_at <= now || row.last_used_at <= idleSince(farm)) return undefined;
  if (isLongAgo(farm, row.last_used_at)) {
    noteUse(farm, row.id, () => farm.database.transaction((tx) => saveSessionUse(tx, row.id), { by: MANAGER }));
  }
  return {
    person: { id: row.person_id, name: row.name, role: row.role },
    session: { id: row.id, expiresAt: row.expires_at },
    ended: farm.accounts.ends.signalOf(row.id, row.person_id, row.expires_at),
  };
}
