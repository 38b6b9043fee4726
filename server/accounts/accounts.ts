import { hkdfSync } from 'node:crypto';
import type { FarmEvent } from '../contracts/event.ts';
import { timestamp } from '../domain/clock.ts';
import type { Farm } from '../farm/farm.ts';
import { managerKey } from '../use-cases/parts/manager-key.ts';
import { Attempts } from './attempts.ts';
import { Ends } from './ends.ts';
import type { Accounts } from './known.ts';
import { LockOuts } from './lock-outs.ts';
import { personOfToken } from './person-of-token.ts';
import { sessionOf } from './session-of.ts';

/** How often what has expired is looked for, in milliseconds. */
const LOOK_EVERY_MS = 30_000;

/**
 * The accounts of a farm, which is asked for anew each time, because it is still being put together. `listen` is how to
 * hear of its events.
 */
export function createAccounts(
  farm: () => Farm,
  listen: (listener: (events: readonly FarmEvent[]) => void) => void,
): Accounts {
  const ends = new Ends();
  const timer = setInterval(() => ends.endExpired(timestamp(farm().clock.now())), LOOK_EVERY_MS);
  timer.unref();
  listen((events) => events.forEach((event) => endWhatEnded(ends, event)));
  let secret: Promise<string> | undefined;
  const lockOuts = new LockOuts(farm);
  return {
    sessionOf: (cookie) => sessionOf(farm(), cookie),
    personOfToken: (token, address) => personOfToken(farm(), token, address),
    async secret() {
      secret ??= accountSecret(farm());
      // What failed once may work the next time.
      secret.catch(() => (secret = undefined));
      return secret;
    },
    attempts: new Attempts((refusal) => lockOuts.enter(refusal)),
    ends,
    close: () => clearInterval(timer),
  };
}

/** Sees to it that streams of whoever is not let in any more end, whichever manager put an end to it. */
function endWhatEnded(ends: Ends, event: FarmEvent): void {
  if (event.type === 'session.changed' && event.payload.ended) ends.end(event.payload.session.id);
  if (event.type === 'token.changed' && event.payload.token.revoked_at !== null) ends.end(event.payload.token.id);
  if (event.type !== 'person.changed') return;
  const { changed, person } = event.payload;
  if (changed.some((name) => ['role', 'disabled', 'removed'].includes(name))) ends.endAllOf(person.id);
}

/** Made from the key of the farm's manager, which only the database has; all managers make the same. */
async function accountSecret(farm: Farm): Promise<string> {
  const key = (await managerKey(farm)).export({ format: 'der', type: 'pkcs8' });
  return Buffer.from(hkdfSync('sha256', key, '', 'flamenco-ng accounts', 32)).toString('base64url');
}
