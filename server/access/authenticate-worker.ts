import { createHash, timingSafeEqual } from 'node:crypto';
import type { WorkerActor } from '../contracts/actor.ts';
import { FarmError } from '../domain/errors.ts';
import { DUMMY_SECRET_HASH, verifySecret } from './worker-secret.ts';

/** What is needed to authenticate a registered worker. */
export interface WorkerCredentials {
  readonly name: string;
  readonly secretHash: string;
  readonly deleted: boolean;
}

/**
 * Resolves to the worker that an Authorization header identifies.
 * @throws FarmError bad-credentials (403)
 */
export type WorkerAuthenticator = (authorization: string | undefined) => Promise<WorkerActor>;

/** Entries are small, but callers choose the ids: beyond this many workers, the oldest are forgotten. */
const MAX_REMEMBERED = 20_000;

/**
 * HTTP Basic authentication of workers: id and secret. The slow hash is computed once per worker and secret; later
 * calls compare a SHA-256 in constant time. An unknown worker takes as long as a known one. The row is read every time,
 * so that a deleted worker is locked out at once.
 */
export function workerAuthenticator(
  findCredentials: (workerId: string) => Promise<WorkerCredentials | undefined>,
): WorkerAuthenticator {
  const verified = new Map<string, { readonly digest: Buffer; readonly secretHash: string }>();

  return async (authorization) => {
    const given = parseBasic(authorization);
    if (!given) throw refused('no worker id and secret were sent (HTTP basic authentication)');
    const worker = await findCredentials(given.id);
    const digest = createHash('sha256').update(given.secret).digest();
    const known = verified.get(given.id);
    const isRemembered =
      known !== undefined && known.secretHash === worker?.secretHash && timingSafeEqual(known.digest, digest);
    if (!isRemembered) {
      const matches = await verifySecret(given.secret, worker?.secretHash ?? DUMMY_SECRET_HASH);
      if (!worker || !matches) throw refused('the worker id or the secret is wrong');
      remember(given.id, { digest, secretHash: worker.secretHash });
    }
    if (worker.deleted) throw refused('this worker was removed from the farm');
    return { kind: 'worker', id: given.id, name: worker.name };
  };

  function remember(id: string, entry: { readonly digest: Buffer; readonly secretHash: string }): void {
    const [oldest] = verified.keys();
    if (verified.size >= MAX_REMEMBERED && oldest !== undefined) verified.delete(oldest);
    verified.set(id, entry);
  }
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
