import { messageOf } from '#shared/message-of.ts';
import { FarmError } from '../domain/errors.ts';
import { hideAddressPasswords } from '../logging/without-secrets.ts';
import type { Database, DatabaseOptions } from './database.ts';
import { openDatabase } from './open-database.ts';

/**
 * Opens the database and checks it.
 * @throws FarmError unusable, with one line that names the database, when it cannot be opened or is damaged
 */
export async function openSoundDatabase(location: string, options: DatabaseOptions): Promise<Database> {
  const database = await openNamedDatabase(location, options);
  try {
    const complaints = await database.checkIntegrity('whole');
    if (complaints.length === 0) return database;
    throw new FarmError('unusable', { message: damagedDatabase(location, complaints) });
  } catch (error) {
    await database.close().catch(() => undefined);
    throw refusal(location, error);
  }
}

/** Opens the database. @throws FarmError unusable, with one line that names the database, when that is not possible */
export async function openNamedDatabase(location: string, options: DatabaseOptions): Promise<Database> {
  try {
    return await openDatabase(location, options);
  } catch (error) {
    throw refusal(location, error);
  }
}

/** One line that says which database is damaged, how, and what to do about it. */
export function damagedDatabase(location: string, complaints: readonly string[]): string {
  const [first = 'it cannot be read', ...more] = complaints;
  const rest = more.length > 0 ? ` (and ${more.length} more)` : '';
  const what = first.replaceAll(/\s*\n\s*/g, '; ');
  return `database ${hideAddressPasswords(location)} is damaged: ${what}${rest}. Put a backup in its place, or move it away to start with an empty one`;
}

function refusal(location: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = messageOf(error);
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code))
    return new FarmError('unusable', { message: damagedDatabase(location, [message]), cause: error });
  if (/^(SQLITE_(CANTOPEN|READONLY|PERM|FULL|IOERR)|E[A-Z]+$)/.test(code)) {
    const cannot = `database ${hideAddressPasswords(location)} cannot be opened: ${message}`;
    return new FarmError('unusable', { message: cannot, cause: error });
  }
  return error;
}
