import type { Database, DatabaseOptions } from './database.ts';

/**
 * Opens the database that the configuration names and migrates it to the current schema. `location` is a file for
 * SQLite, or `postgres://…`. Only the driver that is needed is loaded.
 */
export async function openDatabase(location: string, options: DatabaseOptions): Promise<Database> {
  if (/^postgres(ql)?:\/\//.test(location)) {
    const { openPostgresql } = await import('./open-postgresql.ts');
    return openPostgresql(location, options);
  }
  const { openSqlite } = await import('./open-sqlite.ts');
  return openSqlite(location, options);
}
