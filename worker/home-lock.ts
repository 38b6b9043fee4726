import path from 'node:path';
import Database from 'better-sqlite3';
import type { Logger } from 'pino';
import { ConfigError } from './config-error.ts';

/**
 * Makes this the only worker in its home until `release` is called or the process ends, however it ends: the operating
 * system holds the lock, so a killed worker does not leave it behind. SQLite takes the lock, because it knows how to on
 * every platform; the database holds nothing but the process ID.
 *
 * @throws ConfigError naming the other worker.
 */
export function lockHome(home: string, logger: Logger): { release(): void } {
  const file = path.join(home, 'flamenco-worker.lock');
  const database = new Database(file, { timeout: 0 });
  try {
    database.pragma(`user_version = ${process.pid}`);
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    if (isTaken(error)) {
      const owner = String(database.pragma('user_version', { simple: true }));
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

function isTaken(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
