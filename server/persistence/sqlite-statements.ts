import type BetterSqlite from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';

/** Statements kept ready; beyond that the oldest goes. Inserts of many rows make a text per number of rows. */
const MAX_STATEMENTS = 500;

/**
 * Hands Kysely a connection that prepares each statement text once: preparing costs more than most of our statements.
 */
export function cachedStatements(connection: BetterSqlite.Database): SqliteDatabase {
  const statements = new Map<string, ReturnType<SqliteDatabase['prepare']>>();
  return {
    prepare(text) {
      const known = statements.get(text);
      if (known) return known;
      const made = connection.prepare(text);
      if (statements.size >= MAX_STATEMENTS) {
        const oldest = statements.keys().next().value;
        if (oldest !== undefined) statements.delete(oldest);
      }
      statements.set(text, made);
      return made;
    },
    close() {
      connection.close();
    },
  };
}
