import type BetterSqlite from 'better-sqlite3';

/** `whole`: all in one go, the list of free pages too. `by-table`: one table after the other, for a busy file. */
export type CheckExtent = 'whole' | 'by-table';

interface BrokenLink {
  readonly table: string;
  readonly rowid: number;
  readonly parent: string;
}

/**
 * Yields after each part of the check what SQLite finds wrong in it: in the structure of the file, then in its foreign
 * keys. Between two parts nothing is being read, so the write-ahead file can start over.
 */
export function* findComplaints(connection: BetterSqlite.Database, extent: CheckExtent): Generator<string[]> {
  const parts = extent === 'whole' ? [''] : tableNames(connection).map((name) => `('${name}')`);
  for (const part of parts) {
    const rows = connection.pragma(`quick_check${part}`) as { quick_check: string }[];
    yield rows.map((row) => row.quick_check).filter((text) => text !== 'ok');
  }
  for (const part of parts) {
    const links = connection.pragma(`foreign_key_check${part}`) as BrokenLink[];
    yield links.map((row) => `row ${row.rowid} of ${row.table} points at a missing row of ${row.parent}`);
  }
}

function tableNames(connection: BetterSqlite.Database): string[] {
  return connection.prepare("select name from sqlite_schema where type = 'table'").pluck().all() as string[];
}
