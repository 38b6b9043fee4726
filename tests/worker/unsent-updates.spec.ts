import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { UnsentUpdates } from '#worker/unsent-updates.ts';
import type { UnsentUpdate } from '#worker/unsent-updates.ts';
import { failing, recordedWaits } from '../support/held-files.ts';
import { append } from './support/append.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

function takeAll(unsent: UnsentUpdates): UnsentUpdate[] {
  const all: UnsentUpdate[] = [];
  for (let oldest = unsent.oldest(); oldest !== undefined; oldest = unsent.oldest()) {
    all.push(oldest);
    unsent.removeOldest();
  }
  return all;
}

async function newFile(): Promise<string> {
  return path.join(await temporaryFolder(), 'home', 'unsent.jsonl');
}

describe('updates that have not reached the manager yet', () => {
  it('are on disk as soon as they are appended, in order', async () => {
    const file = await newFile();
    const unsent = await UnsentUpdates.open(file);
    await append(unsent, { taskId: 'a', update: { log: 'one\n' } });
    await append(unsent, { taskId: 'b', update: { taskStatus: 'completed' } });
    expect(takeAll(await UnsentUpdates.open(file))).toEqual([
      { taskId: 'a', update: { log: 'one\n' } },
      { taskId: 'b', update: { taskStatus: 'completed' } },
    ]);
  });

  it('survive a line that was cut off by a crash', async () => {
    const file = await newFile();
    await append(await UnsentUpdates.open(file), { taskId: 'a', update: { log: 'one\n' } });
    await appendFile(file, '{"taskId":"a","upd');
    const again = await UnsentUpdates.open(file);
    await append(again, { taskId: 'a', update: { log: 'two\n' } });
    expect(takeAll(await UnsentUpdates.open(file)).map((kept) => kept.update.log)).toEqual(['one\n', 'two\n']);
  });

  it('leave the file only when it is saved', async () => {
    const file = await newFile();
    const unsent = await UnsentUpdates.open(file);
    await append(unsent, { taskId: 'a', update: { log: 'one\n' } });
    await append(unsent, { taskId: 'a', update: { log: 'two\n' } });
    unsent.removeOldest();
    expect((await UnsentUpdates.open(file)).count).toBe(2);
    await unsent.save();
    expect(await readFile(file, 'utf8')).toBe('{"taskId":"a","update":{"log":"two\\n"}}\n{"end":1}\n');
    unsent.removeOldest();
    await unsent.save();
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  it('take up limited space: beyond it log lines are lost, with a note, but statuses never are', async () => {
    const unsent = await UnsentUpdates.open(await newFile(), 1_000);
    for (let n = 0; n < 50; n++) await append(unsent, { taskId: 'a', update: { log: `${'x'.repeat(100)}\n` } });
    await append(unsent, { taskId: 'a', update: { log: 'the end\n', activity: 'Completed', taskStatus: 'completed' } });
    const kept = takeAll(unsent).map((entry) => entry.update);
    expect(kept.length).toBeLessThan(12);
    expect(kept.filter((update) => update.log?.startsWith('log lines are missing here'))).toHaveLength(1);
    expect(kept.at(-1)).toEqual({ activity: 'Completed', taskStatus: 'completed' });
  });

  it('are all there after a start, even if a program held the file so long that its next version stayed beside it', async () => {
    const file = await newFile();
    const before = await UnsentUpdates.open(file);
    for (const log of ['one\n', 'two\n', 'three\n']) await append(before, { taskId: 'a', update: { log } });
    const renaming = { platform: 'win32', rename: failing(100, 'EPERM'), wait: recordedWaits().wait } as const;
    const unsent = await UnsentUpdates.open(file, undefined, renaming);
    unsent.removeOldest();
    unsent.add({ taskId: 'a', update: { taskStatus: 'completed' } });
    await expect(unsent.persist()).rejects.toThrow('EPERM');
    expect(takeAll(await UnsentUpdates.open(file))).toEqual([
      { taskId: 'a', update: { log: 'one\n' } },
      { taskId: 'a', update: { log: 'two\n' } },
      { taskId: 'a', update: { log: 'three\n' } },
      { taskId: 'a', update: { taskStatus: 'completed' } },
    ]);
  });

  it('stay in order if the writing of their next version was interrupted', async () => {
    const file = await newFile();
    const before = await UnsentUpdates.open(file);
    const statuses = ['active', 'completed', 'failed'] as const;
    for (const taskStatus of statuses) await append(before, { taskId: 'a', update: { taskStatus } });
    const [, second] = (await readFile(file, 'utf8')).split('\n');
    await writeFile(`${file}~`, `${second}\n{"taskId":"a","upd`);
    const again = await UnsentUpdates.open(file);
    expect(takeAll(again).map(({ update }) => update.taskStatus)).toEqual(statuses);
  });

  it('are there once if some were added to a file that was written anew, and it is held then', async () => {
    const file = await newFile();
    const log = (text: string) => ({ taskId: 'a', update: { log: `${text}\n` } });
    const first = await UnsentUpdates.open(file);
    for (const text of ['one', 'two', 'three']) await append(first, log(text));
    const renaming = { platform: 'win32', rename: failing(100, 'EPERM'), wait: recordedWaits().wait } as const;
    await append(await UnsentUpdates.open(file), log('four'));
    expect(await readFile(file, 'utf8')).toContain('{"end":3}');
    const held = await UnsentUpdates.open(file, undefined, renaming);
    held.removeOldest();
    await expect(held.save()).rejects.toThrow('EPERM');
    const kept = takeAll(await UnsentUpdates.open(file));
    expect(kept).toEqual(['one', 'two', 'three', 'four'].map(log));
  });

  it('do not come back from beside the file once all of them were delivered', async () => {
    const file = await newFile();
    await append(await UnsentUpdates.open(file), { taskId: 'a', update: { log: 'one\n' } });
    const renaming = { platform: 'win32', rename: failing(100, 'EPERM'), wait: recordedWaits().wait } as const;
    const unsent = await UnsentUpdates.open(file, undefined, renaming);
    takeAll(unsent);
    await unsent.save();
    expect((await UnsentUpdates.open(file)).count).toBe(0);
  });
});
