import { hashPassword as libraryHash, verifyPassword as libraryVerify } from 'better-auth/crypto';
import { Turns } from '../access/turns.ts';
import { newPasswordSchema } from '../contracts/person.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { currentCalling } from './calling.ts';
import { networkOf } from '../access/network-of.ts';

/**
 * A hash takes 32 MB and a good part of a second of one of Node's four threads, which files need as well. So one
 * is made at a time, and networks take turns.
 */
const turns = new Turns(1, 200);

/** The text that is stored for a password (scrypt). @throws FarmError busy, when too many wait for a hash */
export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => libraryHash(password));
}

/** Whether `hash` was made from this password. @throws FarmError busy, when too many wait for a hash */
export async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  return inTurn(() => libraryVerify({ hash, password }));
}

/** @throws FarmError bad-request */
export function requireGoodPassword(farm: Farm, password: string): void {
  const least = farm.config.settings.password_min_length;
  const problem = newPasswordSchema.safeParse(password).error?.issues[0]?.message;
  if (problem !== undefined) throw new FarmError('bad-request', { message: `password: ${problem}` });
  if (Array.from(password.normalize('NFKC')).length >= least) return;
  throw new FarmError('bad-request', { message: `password: must have at least ${least} characters` });
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const { address, by, lane = 'id' in by ? by.id : '' } = currentCalling();
  return turns.run(networkOf(address), lane, work);
}
