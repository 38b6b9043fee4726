import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * How workers' secrets are stored: `scrypt$N$salt$hash`, with salt and hash in base64url. N is low because the secrets
 * are long and random, not chosen by people; each is verified only once (`authenticate-worker.ts`).
 */
const COST = 4096;
const HASH_BYTES = 32;

/**
 * A hash that no secret has. Comparing with it takes as long as with a real one, so timing does not reveal which
 * workers exist.
 */
export const DUMMY_SECRET_HASH = `scrypt$${COST}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** The text that is stored for a secret. */
export async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(16).toString('base64url');
  const hash = await derive(secret, salt, COST, HASH_BYTES);
  return `scrypt$${COST}$${salt}$${hash.toString('base64url')}`;
}

/** Whether `stored` was made from this secret. False for a hash that is not ours. */
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
