import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/sqlite';
import BetterSqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Database, DatabaseOptions, DeliverEvents } from './database.ts';
import { CORE_ENTITIES } from './entities/core-entities.ts';
import { EventFollower } from './event-follower.ts';
import { enableHotStatements } from './hot-statement.ts';
import { loadMigrations } from './migrations/load.ts';
import { sqliteComplaints } from './sqlite-integrity.ts';
import { JOURNAL_LIMIT_BYTES, shortenJournal } from './sqlite-journal.ts';
import { cachedStatements } from './sqlite-statements.ts';
import { SqliteWriter, type WriterOptions, type WritingConnection } from './sqlite-writer.ts';
import type { FarmTables } from './tables.ts';

/** How long the manager waits at its start for another program that holds the file, in milliseconds. */
const START_BUSY_TIMEOUT_MS = 20_000;
/**
 * How long it waits later, in milliseconds. SQLite blocks the whole process meanwhile; `SqliteWriter` waits without.
 */
const BUSY_TIMEOUT_MS = 10;
/** How often to look whether another program has changed something, such as `npm run account`, in milliseconds. */
const LOOK_EVERY_MS = 500;

/**
 * Opens the SQLite file (created along with its folders if missing) and migrates it to the current schema.
 * One connection writes, a second one reads, so readers never wait for a writer (WAL).
 * `synchronous=FULL`: an acknowledged change survives a power cut.
 */
export async function openSqlite(
  file: string,
  options: DatabaseOptions & Pick<WriterOptions, 'lockPatienceMs'>,
): Promise<Database> {
  mkdirSync(dirname(file), { recursive: true });
  const writing = connect(file);
  const orm = await MikroORM.init({
    dbName: file,
    entities: [...CORE_ENTITIES],
    driverOptions: writing.tables,
    extensions: [Migrator],
    migrations: { migrationsList: await loadMigrations('sqlite'), snapshot: false, silent: true },
    discovery: { warnWhenNoEntities: true },
  });
  await orm.migrator.up();
  const reading = connect(file);
  reading.connection.pragma('query_only = on');
  for (const { connection } of [writing, reading]) connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  const { follower, stop } = await followOthers(writing, reading, options.deliver);
  const writer = new SqliteWriter(writing, { ...options, deliver: (events) => follower.committed(events) });
  return {
    dialect: 'sqlite',
    tables: reading.tables,
    transaction: (work, change) => writer.transaction(work, change),
    isInCharge: () => true,
    onCharge: () => () => undefined,
    checkIntegrity: (extent) => sqliteComplaints(file, extent),
    shortenJournal: () => writer.betweenCommits(() => shortenJournal(file, writing.connection)),
    close: async () => {
      stop();
      await writer.idle();
      await follower.idle();
      await reading.tables.destroy();
      await orm.close(true);
      // Kysely only closes a connection that was used; the last one to be closed moves the WAL into the file.
      reading.connection.close();
      writing.connection.close();
    },
  };
}

/**
 * Delivers what other programs commit too. SQLite does not call anybody, but it counts, in memory, the commits of all
 * connections but the one that asks; so the writing one asks.
 */
async function followOthers(writing: WritingConnection, reading: WritingConnection, deliver: DeliverEvents) {
  const commitsOfOthers = () => writing.connection.pragma('data_version', { simple: true });
  let seen = commitsOfOthers();
  const follower = await EventFollower.atEnd(reading.tables, deliver);
  const look = setInterval(() => {
    try {
      const now = commitsOfOthers();
      if (now === seen) return;
      seen = now;
    } catch {
      // The file cannot be read at the moment; whoever needs it says so.
      return;
    }
    // What could not be read now is read with the next events.
    follower.catchUp().catch(() => (seen = undefined));
  }, LOOK_EVERY_MS);
  look.unref();
  return { follower, stop: () => clearInterval(look) };
}

function connect(file: string): WritingConnection {
  const connection = new BetterSqlite(file, { timeout: START_BUSY_TIMEOUT_MS });
  connection.pragma('journal_mode = WAL');
  connection.pragma(`journal_size_limit = ${JOURNAL_LIMIT_BYTES}`);
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  const tables = new Kysely<FarmTables>({ dialect: new SqliteDialect({ database: cachedStatements(connection) }) });
  enableHotStatements(tables, connection);
  return { connection, tables };
}
