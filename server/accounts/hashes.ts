import { createHash, randomBytes } from 'node:crypto';

/**
 * The form in which secrets that we made up are stored: SHA-256, hexadecimal. They are long and random, so that a slow
 * hash would protect them no better, and whoever looks one up by its hash learns nothing from how long that takes.
 */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A new secret of 256 random bits, of characters that can be part of an address. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
