import { statSync } from 'node:fs';
import type BetterSqlite from 'better-sqlite3';

/**
 * SQLite uses its write-ahead file again from the start, but keeps it as long as it ever was: the submission of 300,000
 * tasks leaves 223 MB. Beyond this length, in bytes, it is cut when it is used again from the start. An ordinary day
 * stays below: it starts over every 1000 pages (4 MB).
 */
export const JOURNAL_LIMIT_BYTES = 64 * 1024 * 1024;

/**
 * Moves everything from the write-ahead file into the database and cuts the file to nothing, unless somebody is still
 * reading from it; not inside a transaction. Gives the file's length afterwards, in bytes.
 */
export function shortenJournal(file: string, connection: BetterSqlite.Database): number {
  const journal = `${file}-wal`;
  const length = (): number => statSync(journal, { throwIfNoEntry: false })?.size ?? 0;
  if (length() > JOURNAL_LIMIT_BYTES) connection.pragma('wal_checkpoint(TRUNCATE)');
  return length();
}
