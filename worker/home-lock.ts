import path from 'node:path';
import Database from 'better-sqlite3';
import type { Logger } from 'pino';
import { ConfigError } from './config-error.ts';

/**
 * Makes this the only worker in its home until `release` is called or the process ends in whatever way: the lock is one of the operating
 * system's, which a worker that was killed does not leave behind. Taken through SQLite, which knows how on every platform; the database
 * holds nothing but the number of the process.
 *
 * @throws ConfigError that names the other worker.
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
        `another worker (process ${owner}) runs in ${home}: stop it, or give this one a place and a name of its own with --home DIR --name NAME`,
        error,
      );
    }
    // A network file system without locks.
    logger.warn({ err: error, file }, 'home could not be locked: take care that no other worker uses it');
  }
  return { release: () => void database.close() };
}

function isTaken(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
