import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * How the secrets of workers are kept: `scrypt$N$salt$hash`, salt and hash in base64url. N is low, since the secrets
 * are long and random, not words of people; the door verifies each only once (`http/authenticate-worker.ts`).
 */
const COST = 4096;
const HASH_BYTES = 32;

/**
 * A hash that no secret has. Comparing with it costs as much as with a real one, so unknown workers cannot be told
 * apart.
 */
export const DUMMY_SECRET_HASH = `scrypt$${COST}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** What is stored of a secret. */
export async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(16).toString('base64url');
  const hash = await derive(secret, salt, COST, HASH_BYTES);
  return `scrypt$${COST}$${salt}$${hash.toString('base64url')}`;
}

/** Whether the secret is the one that `stored` was made of. False for a hash that is not ours. */
export async function verifySecret(secret: string, stored: string): Promise<boolean> {
  const [method, cost, salt, hash] = stored.split('$');
  if (method !== 'scrypt' || salt === undefined || hash === undefined) return false;
  const expected = Buffer.from(hash, 'base64url');
  const given = await derive(secret, salt, Number(cost), expected.length);
  return timingSafeEqual(given, expected);
}

function derive(secret: string, salt: string, cost: number, bytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, bytes, { N: cost, r: 8, p: 1 }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
