import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '#server/logging/logger.ts';
import type { Database } from '#server/persistence/database.ts';
import { openSqlite } from '#server/persistence/open-sqlite.ts';
import { findComplaints } from '#server/persistence/sqlite-complaints.ts';
import { JOURNAL_LIMIT_BYTES } from '#server/persistence/sqlite-journal.ts';
import { journalKeeper } from '#server/scheduler/journal-keeper.ts';
import { NO_DELIVERY, SOMEBODY } from '#tests/support/actors.ts';

let folder: string;
const messages: string[] = [];
const logger = createLogger({
  level: 'info',
  terminal: false,
  write: (line) => void messages.push(String((JSON.parse(line) as { msg: unknown }).msg)),
});
let database: Database;
beforeEach(async () => {
  messages.length = 0;
  folder = await mkdtemp(join(tmpdir(), 'write-ahead-'));
  database = await openSqlite(join(folder, 'farm.sqlite'), NO_DELIVERY);
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const journalBytes = async (): Promise<number> => (await stat(join(folder, 'farm.sqlite-wal'))).size;

/** Stores this many megabytes in one transaction. */
async function store(megabytes: number): Promise<void> {
  await database.transaction(
    async (tx) => {
      for (let n = 0; n < megabytes; n++) {
        const tag = { id: `tag-${n}`, name: 'x'.repeat(1024 * 1024), description: '' };
        tx.emit('worker-tag.changed', { tag });
      }
    },
    { by: SOMEBODY },
  );
}

describe('the write-ahead file', () => {
  it('is cut to its limit when the farm goes on after a large change', async () => {
    await store(80);
    expect(await journalBytes()).toBeGreaterThan(JOURNAL_LIMIT_BYTES);
    await store(1);
    expect(await journalBytes()).toBeLessThanOrEqual(JOURNAL_LIMIT_BYTES);
  });

  it('is emptied by the next round when nothing else is written after a large change', async () => {
    await store(80);
    await journalKeeper({ database, logger })();
    expect(await journalBytes()).toBe(0);
  });

  it('grows while another program reads, which is told once, and is emptied when that is done', async () => {
    const round = journalKeeper({ database, logger });
    const reader = new BetterSqlite(join(folder, 'farm.sqlite'), { readonly: true });
    reader.exec('begin; select count(*) from events');
    await store(150);
    await store(150);
    await round();
    await round();
    expect(await journalBytes()).toBeGreaterThan(300e6);
    expect(messages).toEqual([expect.stringMatching(/write-ahead file has grown to 3\d\d MB, because another/)]);
    reader.close();
    await round();
    expect(await journalBytes()).toBe(0);
    expect(messages.slice(1)).toEqual(["the database's write-ahead file is short again"]);
  });

  it('can start over between two tables while the database is being checked', async () => {
    const checking = new BetterSqlite(join(folder, 'farm.sqlite'), { readonly: true });
    const writing = new BetterSqlite(join(folder, 'farm.sqlite'));
    let parts = 0;
    for (const complaints of findComplaints(checking, 'by-table')) {
      parts += 1;
      expect(complaints).toEqual([]);
      expect(writing.pragma('wal_checkpoint(TRUNCATE)')).toEqual([{ busy: 0, log: 0, checkpointed: 0 }]);
      expect(await journalBytes()).toBe(0);
      await store(1);
    }
    expect(parts).toBeGreaterThan(20);
    checking.close();
    writing.close();
  });
});
