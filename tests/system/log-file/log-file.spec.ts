import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LogFile, type LogFiles } from '#system/log-file/log-file.ts';
import { temporaryFolder } from '#tests/worker/support/temporary-folder.ts';

/** A disk that does what a spec says, and remembers what it took. */
function aDisk(more: Partial<LogFiles> = {}) {
  const written: string[] = [];
  const files: LogFiles = {
    append: async (_file, text) => void written.push(text),
    rename: async () => undefined,
    remove: async () => undefined,
    size: async () => 0,
    pause: async () => undefined,
    ...more,
  };
  return { written, files };
}

describe('a log file', () => {
  it('has all lines in order', async () => {
    const file = path.join(await temporaryFolder(), 'worker.log');
    const log = new LogFile(file);
    for (let number = 0; number < 1000; number++) log.write(`${number}\n`);
    await log.close();
    expect(await readFile(file, 'utf8')).toBe(Array.from({ length: 1000 }, (_, number) => `${number}\n`).join(''));
  });

  it('is set aside when it is large, and only so many are kept', async () => {
    const folder = await temporaryFolder();
    const file = path.join(folder, 'worker.log');
    for (const line of ['one', 'two', 'three', 'four', 'five']) {
      const log = new LogFile(file, { limit: 3, keep: 2 });
      log.write(line);
      await log.close();
    }
    expect((await readdir(folder)).toSorted()).toEqual(['worker.log', 'worker.log.1', 'worker.log.2']);
    const texts = ['worker.log', 'worker.log.1', 'worker.log.2'].map((name) =>
      readFile(path.join(folder, name), 'utf8'),
    );
    expect(await Promise.all(texts)).toEqual(['five', 'four', 'three']);
  });

  it('grows on while somebody holds it, and loses nothing', async () => {
    const held = () => Promise.reject(Object.assign(new Error('EBUSY'), { code: 'EBUSY' }));
    const { written, files } = aDisk({ size: async () => 100, rename: held });
    const log = new LogFile('worker.log', { limit: 3, files });
    log.write('a\n');
    log.write('b\n');
    await log.close();
    expect(written.join('')).toBe('a\nb\n');
  });

  it.each([
    ['the current one', 'log', ['log', 'log.1', 'log.2', 'log.3']],
    ['an older one', 'log.1', ['log', 'log.0', 'log.1', 'log.3']],
  ])('gives up no older file for %s that somebody holds, however often it tries', async (_what, held, kept) => {
    const there = new Map(['log', 'log.1', 'log.2', 'log.3'].map((name) => [name, name]));
    let tries = 0;
    const { files } = aDisk({
      append: async (file, text) => void there.set(file, (there.get(file) ?? '') + text),
      size: async (file) => there.get(file)?.length ?? 0,
      remove: async (file) => void there.delete(file),
      rename: async (from, to) => {
        if (from === held) tries++;
        if (from === held) throw Object.assign(new Error('EBUSY'), { code: 'EBUSY' });
        there.set(to, there.get(from) ?? '');
        there.delete(from);
      },
    });
    for (let round = 0; round < 3; round++) {
      const log = new LogFile('log', { limit: 3, keep: 3, files });
      log.write('x\n'.repeat(5));
      await log.close();
    }
    expect(tries).toBeGreaterThan(1);
    expect([...there.keys()].toSorted()).toEqual(kept);
  });

  it('is written once a full disk has room again', async () => {
    let failures = 3;
    let pauses = 0;
    const { written, files } = aDisk({
      append: async (_file, text) => {
        if (failures-- > 0) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
        written.push(text);
      },
      pause: async () => void pauses++,
    });
    const log = new LogFile('worker.log', { files });
    log.write('a\n');
    log.write('b\n');
    await expect.poll(() => written.join('')).toBe('a\nb\n');
    expect(pauses).toBe(3);
  });

  it('keeps only so much in memory, and says how many lines are missing', async () => {
    const room = Promise.withResolvers<void>();
    const { written, files } = aDisk();
    const slow = {
      ...files,
      append: (file: string, text: string) => room.promise.then(() => files.append(file, text)),
    };
    const log = new LogFile('worker.log', { mayWait: 6, files: slow });
    for (const line of ['a\n', 'b\n', 'c\n', 'd\n', 'e\n', 'f\n']) log.write(line);
    room.resolve();
    await log.close();
    expect(written.join('')).toMatch(/^a\nb\nc\n(d\n)?\(\d lines are missing here: the disk did not take them\)\n$/);
  });

  it('does not keep its process when the disk fails at the end', async () => {
    const { files } = aDisk({ append: () => Promise.reject(new Error('ENOSPC')) });
    const log = new LogFile('worker.log', { files });
    log.write('a\n');
    await expect(log.close()).resolves.toBeUndefined();
  });

  it('gets its last lines from a process that cannot wait', async () => {
    const file = path.join(await temporaryFolder(), 'worker.log');
    const log = new LogFile(file, { files: aDisk({ size: () => new Promise(() => undefined) }).files });
    log.write('first\n');
    log.write('last\n');
    log.flushNow();
    expect((await readFile(file, 'utf8')).split('\n')).toContain('last');
    expect((await stat(file)).size).toBeGreaterThan(0);
  });
});
