import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSoundDatabase } from '#server/persistence/open-sound-database.ts';
import { NO_DELIVERY } from '#tests/support/actors.ts';

let folder = '';
const file = () => join(folder, 'farm.sqlite');
const start = () => openSoundDatabase(file(), NO_DELIVERY);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'integrity-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('an SQLite database', () => {
  it('that is intact opens, new or old', async () => {
    await (await start()).close();
    const database = await start();
    expect(await database.checkIntegrity('whole')).toEqual([]);
    await database.close();
  });

  it('with a row that points nowhere does not open', async () => {
    await (await start()).close();
    const connection = new BetterSqlite(file());
    connection.pragma('foreign_keys = off');
    connection.exec("insert into task_dependencies values ('a', 'b')");
    connection.close();
    await expect(start()).rejects.toThrow(
      /^database .*farm\.sqlite is damaged: row 1 of task_dependencies points at a missing row of tasks \(and 1 more\)\. Put a backup/,
    );
  });

  it('with overwritten pages does not open', async () => {
    await (await start()).close();
    const handle = await open(file(), 'r+');
    const { size } = await handle.stat();
    for (let offset = 4096; offset < size; offset += 4096)
      await handle.write(Buffer.alloc(2048, 0xa5), 0, 2048, offset);
    await handle.close();
    await expect(start()).rejects.toThrow(/^database .*farm\.sqlite is damaged: .*\. Put a backup in its place/);
  });

  it('that is another kind of file, or in an impossible place, is named in a one-line message', async () => {
    await writeFile(file(), 'Dear diary, '.repeat(100));
    await expect(start()).rejects.toThrow(/^database .*farm\.sqlite is damaged: file is not a database\./);
    await expect(openSoundDatabase(join(file(), 'farm.sqlite'), NO_DELIVERY)).rejects.toThrow(
      /^database .*farm\.sqlite cannot be opened: [^\n]+$/,
    );
  });
});
