import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import BetterSqlite from 'better-sqlite3';
import { CompiledQuery, Kysely, SqliteDialect } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FarmEvent } from '#server/contracts/event.ts';
import type { Database, Transaction } from '#server/persistence/database.ts';
import { openSqlite } from '#server/persistence/open-sqlite.ts';
import { SqliteWriter } from '#server/persistence/sqlite-writer.ts';
import type { FarmTables } from '#server/persistence/tables.ts';
import { SOMEBODY, NO_DELIVERY } from '#tests/support/actors.ts';

const RAW_ROLLBACK = CompiledQuery.raw('rollback');

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flamenco-ng-'));
  file = join(folder, 'farm.sqlite');
});
afterEach(() => rm(folder, { recursive: true }));

/** Stores a row. */
function mark(tx: Transaction, subscriber: string): Promise<unknown> {
  return tx.tables.insertInto('event_cursors').values({ subscriber, seq: 1 }).execute();
}

describe('while another program holds the database', () => {
  let database: Database;
  let other: BetterSqlite.Database;
  const delivered: FarmEvent[] = [];

  beforeEach(async () => {
    delivered.length = 0;
    database = await openSqlite(file, {
      deliver: (events) => delivered.push(...events),
      clock: Date,
      lockPatienceMs: 150,
    });
    other = new BetterSqlite(file);
    other.exec('begin immediate');
  });
  afterEach(async () => {
    other.close();
    await database.close();
  });

  test('a change is refused as busy after a while, and none of it is stored or announced', async () => {
    let ran = 0;
    const change = database.transaction(
      async (tx) => {
        ran += 1;
        tx.emit('worker-tag.changed', { tag: { id: 'a', name: 'a', description: '' } });
        await mark(tx, 'half');
      },
      { by: SOMEBODY },
    );
    await expect(change).rejects.toMatchObject({ code: 'busy', status: 503 });
    expect(ran).toBe(0);
    other.exec('rollback');
    expect(await database.tables.selectFrom('event_cursors').selectAll().execute()).toEqual([]);
    expect(delivered).toEqual([]);
  });

  test('a change waits without holding up the rest of the process, and is stored once the lock is free', async () => {
    const change = database.transaction((tx) => mark(tx, 'patient'), { by: SOMEBODY });
    // By now the writer has found the database locked. If it waited inside SQLite, it would give up before this
    // continues.
    await nextTurn();
    expect(await database.tables.selectFrom('event_cursors').selectAll().execute()).toEqual([]);
    other.exec('commit');
    await change;
    expect(await database.tables.selectFrom('event_cursors').selectAll().execute()).toHaveLength(1);
  });

  test('all waiting changes are refused together, and later changes work again', async () => {
    const changes = Array.from({ length: 200 }, (_, number) =>
      database.transaction((tx) => mark(tx, `no ${number}`), { by: SOMEBODY }),
    );
    const outcomes = await Promise.allSettled(changes);
    expect(outcomes.every((outcome) => outcome.status === 'rejected')).toBe(true);
    other.exec('rollback');
    await database.transaction((tx) => mark(tx, 'later'), { by: SOMEBODY });
    const rows = await database.tables.selectFrom('event_cursors').select('subscriber').execute();
    expect(rows).toEqual([{ subscriber: 'later' }]);
  });
});

describe('when the disk is full', () => {
  let connection: BetterSqlite.Database;
  let writer: SqliteWriter;

  beforeEach(async () => {
    await (await openSqlite(file, NO_DELIVERY)).close();
    connection = new BetterSqlite(file);
    connection.pragma('journal_mode = WAL');
    const tables = new Kysely<FarmTables>({ dialect: new SqliteDialect({ database: connection }) });
    writer = new SqliteWriter({ connection, tables }, NO_DELIVERY);
    const pages = connection.pragma('page_count', { simple: true }) as number;
    connection.pragma(`max_page_count = ${pages + 3}`);
  });
  afterEach(() => connection.close());

  const names = () => connection.prepare('select subscriber from event_cursors order by 1').pluck().all();

  test('a change is refused as busy with a message that names the full disk, and changes that fit are stored', async () => {
    const small = writer.transaction((tx) => mark(tx, 'small'), { by: SOMEBODY });
    const large = writer.transaction((tx) => mark(tx, 'x'.repeat(100_000)), { by: SOMEBODY });
    await expect(large).rejects.toMatchObject({ code: 'busy', userMessage: expect.stringContaining('disk') });
    // It shared a transaction with the large one: it is either both stored and acknowledged, or neither.
    const acknowledged = await small.then(
      () => true,
      () => false,
    );
    expect(names()).toEqual(acknowledged ? ['small'] : []);
  });

  test('changes are accepted again once there is room', async () => {
    await expect(writer.transaction((tx) => mark(tx, 'x'.repeat(100_000)), { by: SOMEBODY })).rejects.toMatchObject({
      code: 'busy',
    });
    connection.pragma('max_page_count = 1000000');
    await writer.transaction((tx) => mark(tx, 'later'), { by: SOMEBODY });
    expect(names()).toEqual(['later']);
  });
});

describe('units that share a commit', () => {
  let database: Database;
  beforeEach(async () => {
    database = await openSqlite(file, NO_DELIVERY);
  });
  afterEach(() => database.close());

  test('do not fail because another one fails', async () => {
    const outcomes = await Promise.allSettled([
      database.transaction((tx) => mark(tx, 'first'), { by: SOMEBODY }),
      database.transaction(
        async (tx) => {
          await mark(tx, 'second');
          throw new Error('no');
        },
        { by: SOMEBODY },
      ),
      database.transaction((tx) => mark(tx, 'third'), { by: SOMEBODY }),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const rows = await database.tables.selectFrom('event_cursors').select('subscriber').orderBy('subscriber').execute();
    expect(rows.map((row) => row.subscriber)).toEqual(['first', 'third']);
  });

  test('send their events and do their work after the commit once, even if they were run twice', async () => {
    const told: string[] = [];
    await database.close();
    database = await openSqlite(file, {
      deliver: (events) => told.push(...events.map((event) => event.type)),
      clock: Date,
    });
    let runs = 0;
    await Promise.allSettled([
      database.transaction(
        async (tx) => {
          runs += 1;
          tx.emit('farm-status.changed', { status: 'idle' });
          tx.afterCommit(() => told.push('committed'));
          await mark(tx, 'first');
        },
        { by: SOMEBODY },
      ),
      database.transaction(() => Promise.reject(new Error('no')), { by: SOMEBODY }),
    ]);
    expect(runs).toBe(2);
    expect(told).toEqual(['committed', 'farm-status.changed']);
    expect(await database.tables.selectFrom('events').selectAll().execute()).toHaveLength(1);
  });

  test('are stored even if one before them fails by ending the shared transaction', async () => {
    const outcomes = await Promise.allSettled([
      database.transaction((tx) => mark(tx, 'first'), { by: SOMEBODY }),
      database.transaction(
        async (tx) => {
          // What SQLite does by itself when a disk fails.
          await tx.tables.executeQuery(RAW_ROLLBACK);
          throw new Error('the disk failed');
        },
        { by: SOMEBODY },
      ),
      database.transaction((tx) => mark(tx, 'third'), { by: SOMEBODY }),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    const rows = await database.tables.selectFrom('event_cursors').select('subscriber').execute();
    expect(rows.map((row) => row.subscriber)).toEqual(['third']);
  });

  test('succeed even if another one fails in what it does after the commit', async () => {
    const outcomes = await Promise.allSettled([
      database.transaction(
        async (tx) => {
          await mark(tx, 'first');
          tx.afterCommit(() => {
            throw new Error('no');
          });
        },
        { by: SOMEBODY },
      ),
      database.transaction((tx) => mark(tx, 'second'), { by: SOMEBODY }),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'fulfilled']);
    await database.transaction((tx) => mark(tx, 'third'), { by: SOMEBODY });
  });
});

describe('two programs on one file', () => {
  test('each hears of what the other commits, in order and once, and of its own changes as well', async () => {
    const heard: string[] = [];
    const clock = Date;
    let enough = (): void => undefined;
    const deliver = (events: readonly FarmEvent[]): void => {
      for (const event of events) if (event.type === 'worker-tag.changed') heard.push(event.payload.tag.name);
      if (heard.length === 4) enough();
    };
    const listening = await openSqlite(file, { deliver, clock });
    const other = await openSqlite(file, { ...NO_DELIVERY });
    const change = (database: Database, name: string) =>
      database.transaction(
        (tx) => Promise.resolve(tx.emit('worker-tag.changed', { tag: { id: name, name, description: '' } })),
        { by: SOMEBODY },
      );
    const all = new Promise<void>((resolve) => (enough = resolve));
    await change(listening, 'own');
    await change(other, 'theirs');
    // The transaction is over when everything up to it was delivered.
    await change(listening, 'own again');
    expect(heard).toEqual(['own', 'theirs', 'own again']);
    await change(other, 'theirs at last');
    await all;
    expect(heard).toEqual(['own', 'theirs', 'own again', 'theirs at last']);
    await other.close();
    await listening.close();
  });
});
