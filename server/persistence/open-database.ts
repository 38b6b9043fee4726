import type { Database, DeliverEvents } from './database.ts';

/**
 * Opens the database that the configuration names and migrates it: a file for SQLite, or `postgres://…`.
 * The driver that is not used is not loaded.
 */
export async function openDatabase(location: string, deliver: DeliverEvents): Promise<Database> {
  if (/^postgres(ql)?:\/\//.test(location)) {
    const { openPostgresql } = await import('./open-postgresql.ts');
    return openPostgresql(location, deliver);
  }
  const { openSqlite } = await import('./open-sqlite.ts');
  return openSqlite(location, deliver);
}
