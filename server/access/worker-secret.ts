import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

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

/** Proof that somebody knows a secret: only who knows it too can tell it from any other text. */
export interface SecretProof {
  readonly cost: number;
  readonly salt: string;
  readonly proof: string;
}

/**
 * Proves to whoever has the secret that we have its hash. For a worker that does not exist it looks the same.
 * @param stored undefined if there is no such worker
 * @param stranger makes up a salt for such a worker: always the same for the same worker, and unknown to others
 */
export function proveSecret(stored: string | undefined, message: string, stranger: () => Buffer): SecretProof {
  const [method, cost, salt, hash] = (stored ?? '').split('$');
  if (method !== 'scrypt' || salt === undefined || hash === undefined) {
    const made = stranger().subarray(0, 16).toString('base64url');
    return { cost: COST, salt: made, proof: randomBytes(HASH_BYTES).toString('base64') };
  }
  const proof = createHmac('sha256', Buffer.from(hash, 'base64url')).update(message).digest('base64');
  return { cost: Number(cost), salt, proof };
}

function derive(secret: string, salt: string, cost: number, bytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, bytes, { N: cost, r: 8, p: 1 }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
