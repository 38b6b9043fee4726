import { createHash, timingSafeEqual } from 'node:crypto';
import type { WorkerActor } from '../contracts/actor.ts';
import { FarmError } from '../domain/errors.ts';
import type { Logger } from '../logging/logger.ts';
import { Allowance } from './allowance.ts';
import { networkOf } from './network-of.ts';
import { type Asker, DUMMY_SECRET_HASH, verifySecret } from './worker-secret.ts';
import { tooMany } from './too-many.ts';

/** What is needed to authenticate a registered worker. */
export interface WorkerCredentials {
  readonly name: string;
  readonly secretHash: string;
  /** Of the secret that it is changing to, which is as good as the other; null = none. */
  readonly nextSecretHash: string | null;
  /** Whether it is to take another secret. */
  readonly isNewSecretWanted: boolean;
  /** Whether somebody has taken its credentials from it. */
  readonly revoked: boolean;
  readonly deleted: boolean;
}

/** A worker that gave its credentials. */
export interface AuthenticatedWorker {
  readonly actor: WorkerActor;
  /** The stored hash of the secret that it is changing to, if it gave that one; null: it gave the old one. */
  readonly provedNext: string | null;
  readonly isNewSecretWanted: boolean;
}

/**
 * Resolves to the worker that an Authorization header identifies. `address` is where the request came from.
 * @throws FarmError bad-credentials (403); worker-revoked (403); too-many (429) after many wrong secrets from there;
 *   busy
 */
export type WorkerAuthenticator = (authorization: string | undefined, address: string) => Promise<AuthenticatedWorker>;

/** Entries are small, but callers choose the ids: beyond this many workers, the oldest are forgotten. */
const MAX_REMEMBERED = 20_000;
/** Wrong secrets for one worker from one network. A worker that has lost its secret tries it a few times. */
const WRONG_SECRETS = { most: 20, perMinute: 20 };
/** All ids that no worker has count as one worker. */
const NO_WORKER = '';
const REVOKED =
  'this worker was revoked, so its credentials are of no use; somebody has to approve it again on the workers page';
/** Callers choose the ids. */
const MOST_LOGGED = 50;

/**
 * HTTP Basic authentication of workers: id and secret. The slow hash is computed once per worker and secret; later
 * calls compare a SHA-256 in constant time, and are not held up by what others try. An unknown worker takes as long as
 * a known one. The row is read every time, so that a deleted worker is locked out at once.
 * @param now milliseconds, from whenever
 */
export function workerAuthenticator(
  findCredentials: (workerId: string) => Promise<WorkerCredentials | undefined>,
  logger: Pick<Logger, 'warn'>,
  now?: () => number,
): WorkerAuthenticator {
  const verified = new Map<string, { readonly digest: Buffer; readonly secretHash: string }>();
  const running = new Map<string, Promise<string | undefined>>();
  const wrongSecrets = new Allowance(WRONG_SECRETS, now);

  return async (authorization, address) => {
    const given = parseBasic(authorization);
    if (!given) throw refused('no worker id and secret were sent (HTTP basic authentication)');
    const worker = await findCredentials(given.id);
    const digest = createHash('sha256').update(given.secret).digest();
    const known = verified.get(given.id);
    const hashes = [
      worker?.secretHash ?? DUMMY_SECRET_HASH,
      ...(worker?.nextSecretHash ? [worker.nextSecretHash] : []),
    ];
    const remembered = known !== undefined && timingSafeEqual(known.digest, digest) ? known.secretHash : undefined;
    let matching = hashes.find((hash) => hash === remembered);
    if (matching === undefined) {
      const asker = { network: networkOf(address), worker: worker ? given.id : NO_WORKER };
      const tell = () => logger.warn({ address, workerId: given.id.slice(0, MOST_LOGGED) }, 'wrong secret was refused');
      matching = await verifyOnce(given.secret, hashes, asker, tell);
      if (!worker || matching === undefined) throw refused('the worker id or the secret is wrong');
      remember(given.id, { digest, secretHash: matching });
    }
    if (!worker) throw refused('the worker id or the secret is wrong');
    if (worker.deleted) throw refused('this worker was removed from the farm');
    if (worker.revoked) throw new FarmError('worker-revoked', { message: REVOKED });
    return {
      actor: { kind: 'worker', id: given.id, name: worker.name },
      provedNext: matching === worker.nextSecretHash ? matching : null,
      isNewSecretWanted: worker.isNewSecretWanted,
    };
  };

  /** Which of the hashes is the secret's. A worker that begins with several calls at once is asked for it once. */
  async function verifyOnce(
    secret: string,
    hashes: readonly string[],
    asker: Asker,
    onWrong: () => void,
  ): Promise<string | undefined> {
    const question = `${asker.worker} ${hashes.join(' ')} ${secret}`;
    const same = running.get(question);
    if (same) return same;
    const who = `${asker.network} ${asker.worker}`;
    const seconds = wrongSecrets.take(who);
    if (seconds > 0) throw tooMany('too many wrong secrets came from this address', seconds);
    const answer = firstMatch(secret, hashes, asker).finally(() => running.delete(question));
    running.set(question, answer);
    const match = await answer;
    if (match === undefined) onWrong();
    else wrongSecrets.giveBack(who);
    return match;
  }

  function remember(id: string, entry: { readonly digest: Buffer; readonly secretHash: string }): void {
    const [oldest] = verified.keys();
    if (verified.size >= MAX_REMEMBERED && oldest !== undefined) verified.delete(oldest);
    verified.set(id, entry);
  }
}

async function firstMatch(secret: string, hashes: readonly string[], asker: Asker): Promise<string | undefined> {
  for (const hash of hashes) if (await verifySecret(secret, hash, asker)) return hash;
  return undefined;
}

/** Reads `Basic base64(id:secret)`; undefined if it is something else or the id is empty. */
function parseBasic(authorization: string | undefined): { id: string; secret: string } | undefined {
  const encoded = /^basic +([a-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon > 0 ? { id: text.slice(0, colon), secret: text.slice(colon + 1) } : undefined;
}

function refused(message: string): FarmError {
  return new FarmError('bad-credentials', { message });
}
