import type BetterSqlite from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';

/** How many statements stay prepared; beyond that the oldest goes. Inserts have a text for each number of rows. */
const MAX_STATEMENTS = 500;

/**
 * A connection for Kysely that prepares each statement text once: preparing costs more than running most of our
 * statements.
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
