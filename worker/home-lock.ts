import { existsSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Logger } from 'pino';
import { messageOf } from '#shared/message-of.ts';
import { ConfigError } from './config-error.ts';

/** `ownerOfHome` holds the lock for a moment, which must not keep a worker from starting. */
const LOCK_TAKES_AT_MOST = 250;

/**
 * Makes this the only worker in its home until `release` is called or the process ends, however it ends: the operating
 * system holds the lock, so a killed worker does not leave it behind. SQLite takes the lock, because it knows how to on
 * every platform; the database holds nothing but the process ID.
 *
 * @throws ConfigError naming the other worker.
 */
export function lockHome(home: string, logger: Logger): { release(): void } {
  const file = lockFile(home);
  const database = new Database(file, { timeout: LOCK_TAKES_AT_MOST });
  try {
    database.pragma(`user_version = ${process.pid}`);
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    if (isTaken(error)) {
      const owner = String(storedOwner(database));
      database.close();
      throw new ConfigError(
        `another worker (process ${owner}) is running in ${home}: stop it, or give this one its own home and name with --home DIR --name NAME`,
        error,
      );
    }
    // Probably a network file system without locks.
    logger.warn({ err: error, file }, 'home could not be locked: make sure that no other worker uses it');
  }
  return { release: () => void database.close() };
}

/** The process that has a home locked; `just-locked` for the moment in which it writes down who it is. */
export type Owner = number | 'just-locked';

/**
 * The worker that runs in a home; undefined if none does.
 *
 * @throws ConfigError if that cannot be told.
 */
export function ownerOfHome(home: string): Owner | undefined {
  const file = lockFile(home);
  if (!existsSync(file)) return undefined;
  try {
    const database = new Database(file, { timeout: 0, fileMustExist: true });
    try {
      database.exec('BEGIN IMMEDIATE; ROLLBACK');
      return undefined;
    } catch (error) {
      if (isTaken(error)) return storedOwner(database);
      throw error;
    } finally {
      database.close();
    }
  } catch (error) {
    if (isTaken(error)) return 'just-locked';
    throw new ConfigError(`${file} does not tell whether a worker is running: ${messageOf(error)}`, error);
  }
}

/** The same; undefined as well where nobody can tell, as on network storage without locks. */
export function ownerIfKnown(home: string): Owner | undefined {
  try {
    return ownerOfHome(home);
  } catch {
    return undefined;
  }
}

function lockFile(home: string): string {
  return path.join(home, 'flamenco-worker.lock');
}

function storedOwner(database: Database.Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

function isTaken(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
