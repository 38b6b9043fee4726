import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { managerLine } from '#server/task-logs/manager-line.ts';
import { createTaskLogStore, type TaskLogChunk, type TaskLogStore } from '#server/task-logs/task-log-store.ts';

const JOB = '0b5c5d2e-9d1c-4c43-8a4f-0f5f1f3b2a1c';
const TASK = '7e0f2f2a-3c1c-4a0e-9d1c-aaaaaaaaaaaa';
const taskNumber = (number: number) => `7e0f2f2a-3c1c-4a0e-9d1c-${String(number).padStart(12, '0')}`;

describe('task logs', () => {
  let root = '';
  let store: TaskLogStore;
  let chunks: TaskLogChunk[] = [];
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'task-logs-'));
    chunks = [];
    store = createTaskLogStore({ root, onChunk: (chunk) => chunks.push(chunk) });
  });
  afterEach(() => rm(root, { recursive: true }));
  const written = () => readFile(store.pathFor(JOB, TASK), 'utf8');

  it('are files in a folder per job, named by the ids', () => {
    expect(store.pathFor(JOB, TASK)).toBe(join(root, 'job-0b5c', JOB, `task-${TASK}.txt`));
  });

  it('end every chunk with a line break and have no empty chunks', async () => {
    await store.append(JOB, TASK, 'one');
    await store.append(JOB, TASK, '');
    await store.append(JOB, TASK, 'two\nthree\n');
    expect(await written()).toBe('one\ntwo\nthree\n');
    expect(chunks).toEqual([
      { jobId: JOB, taskId: TASK, text: 'one\n', offset: 0 },
      { jobId: JOB, taskId: TASK, text: 'two\nthree\n', offset: 4 },
    ]);
    expect(await store.size(JOB, TASK)).toBe(14);
  });

  it('keep the order of chunks that arrive at the same time, for many tasks at once', async () => {
    const tasks = Array.from({ length: 60 }, (_, index) => taskNumber(index));
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    await Promise.all(lines.flatMap((line) => tasks.map((task) => store.append(JOB, task, line))));
    for (const task of tasks) expect(await readFile(store.pathFor(JOB, task), 'utf8')).toBe(`${lines.join('\n')}\n`);
    const offsets = chunks.filter((chunk) => chunk.taskId === taskNumber(7)).map((chunk) => chunk.offset);
    expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
  });

  it('leave no files open', async () => {
    const before = (await readdir('/proc/self/fd').catch(() => [])).length;
    await Promise.all(Array.from({ length: 200 }, (_, index) => store.append(JOB, taskNumber(index), 'x')));
    await store.idle();
    expect((await readdir('/proc/self/fd').catch(() => [])).length).toBeLessThanOrEqual(before + 1);
  });

  it('accept a text of several MiB, in pieces of whole lines', async () => {
    const text = 'äöü 0123456789\n'.repeat(160_000);
    await store.append(JOB, TASK, text);
    expect(await written()).toBe(text);
    expect(chunks.length).toBeGreaterThan(2);
    expect(chunks.map((chunk) => chunk.text).join('')).toBe(text);
    for (const chunk of chunks) {
      expect(Buffer.byteLength(chunk.text)).toBeLessThanOrEqual(1024 * 1024);
      expect(chunk.text.endsWith('\n')).toBe(true);
    }
  });

  it('cut a line of several MiB between characters', async () => {
    const text = `x${'€'.repeat(800_000)}\n`;
    await store.append(JOB, TASK, text);
    expect(chunks.map((chunk) => chunk.text).join('')).toBe(text);
  });

  it('can be read in parts by position; reading them as text keeps characters whole', async () => {
    await store.append(JOB, TASK, 'a€b');
    expect(await store.read(JOB, TASK, { offset: 0, limit: 2 })).toMatchObject({
      bytes: Buffer.from([0x61, 0xe2]),
      nextOffset: 2,
      size: 6,
    });
    const parts: string[] = [];
    for (let offset = 0; offset < 6;) {
      const part = await store.read(JOB, TASK, { offset, limit: 1, asText: true });
      parts.push(part.bytes.toString());
      offset = part.nextOffset;
    }
    expect(parts).toEqual(['a', '€', 'b', '\n']);
    expect(await store.read(JOB, TASK, { offset: 99, limit: 10, asText: true })).toMatchObject({
      nextOffset: 6,
      size: 6,
    });
  });

  it('that do not exist read as empty', async () => {
    expect(await store.size(JOB, TASK)).toBe(0);
    expect(await store.tail(JOB, TASK)).toBe('');
    expect(await store.read(JOB, TASK, { offset: 0, limit: 10 })).toEqual({
      bytes: Buffer.alloc(0),
      nextOffset: 0,
      size: 0,
    });
  });

  it('have a tail that begins with a whole line, unless they are shorter', async () => {
    await store.append(JOB, TASK, 'first\nsecond\nthird');
    expect(await store.tail(JOB, TASK)).toBe('first\nsecond\nthird\n');
    expect(await store.tail(JOB, TASK, 19)).toBe('first\nsecond\nthird\n');
    expect(await store.tail(JOB, TASK, 18)).toBe('second\nthird\n');
    expect(await store.tail(JOB, TASK, 6)).toBe('');
  });

  it('have a tail of 2048 bytes by default, cut between characters if it is a single line', async () => {
    await store.append(JOB, TASK, '€'.repeat(2000));
    await writeFile(store.pathFor(JOB, TASK), '€'.repeat(2000));
    expect(await store.tail(JOB, TASK)).toBe('€'.repeat(682));
  });

  it('are deleted with their job, and only then', async () => {
    const other = '0b5c5d2e-9d1c-4c43-8a4f-000000000000';
    void store.append(JOB, TASK, 'late');
    await store.append(other, TASK, 'x');
    await store.removeJob(JOB);
    expect(await readdir(join(root, 'job-0b5c'))).toEqual([other]);
    await store.removeJob(other);
    expect(await readdir(root)).toEqual([]);
    await store.append(JOB, TASK, 'again');
    expect(await written()).toBe('again\n');
  });

  it('refuse ids that are not UUIDs', async () => {
    await expect(store.append('../../etc', TASK, 'x')).rejects.toMatchObject({ code: 'bad-request' });
    await expect(store.append(JOB, '../x', 'x')).rejects.toMatchObject({ code: 'bad-request' });
    await expect(store.removeJob('..')).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('say if a text could not be stored, and continue', async () => {
    await writeFile(join(root, 'job-0b5c'), '');
    await expect(store.append(JOB, TASK, 'x')).rejects.toMatchObject({ code: 'ENOTDIR' });
    await rm(join(root, 'job-0b5c'));
    await store.append(JOB, TASK, 'y');
    expect(await written()).toBe('y\n');
  });

  it('stop growing if a run of the task prints too much, say so once, and end with the last lines of the run', async () => {
    const small = createTaskLogStore({ root, limit: { perRun: 100, perTask: 1000, runEnd: 40 } });
    const noise = Array.from({ length: 50 }, (_, line) => `€ ${line}`);
    await Promise.all(noise.map((line) => small.append(JOB, TASK, line, 0)));
    await small.append(JOB, TASK, 'Error: no memory left', 0);
    const log = await written();
    expect(log).toMatch(/^(€ \d+\n)+€?.{0,3}\nFlamenco-NG: the log is too large; .* only the end is kept\.\n$/);
    expect(log.length).toBeLessThan(220);
    await small.append(JOB, TASK, 'Task failed');
    expect(await written()).toMatch(
      /only the end is kept\.\nFlamenco-NG: \d+ bytes are left out here\.\n(€ \d+\n)+Error: no memory left\nTask failed\n$/,
    );
    await small.append(JOB, TASK, 'Re-queued');
    expect(await written()).toMatch(/Task failed\nRe-queued\n$/);
  });

  it('keep all of a run that printed only slightly too much', async () => {
    const small = createTaskLogStore({ root, limit: { perRun: 10, perTask: 1000, runEnd: 40 } });
    await small.append(JOB, TASK, 'one two three', 0);
    await small.append(JOB, TASK, 'Task completed');
    expect(await written()).toMatch(/^one two th\nFlamenco-NG: the log .*\nree\nTask completed\n$/);
  });

  it('say that a run printed too much even if it was a line of the manager that reached the limit', async () => {
    const small = createTaskLogStore({ root, limit: { perRun: 16, perTask: 1000, runEnd: 0 } });
    await small.append(JOB, TASK, '123456789 12345\n');
    await small.append(JOB, TASK, 'too much', 0);
    expect(await written()).toMatch(/^123456789 12345\nFlamenco-NG: the log is too large; .*\n$/);
  });

  it('have room for the next run of a task after one that printed too much, up to a limit for all runs', async () => {
    const small = createTaskLogStore({ root, limit: { perRun: 100, perTask: 500, runEnd: 0 } });
    for (let run = 0; run < 20; run++) {
      const start = await small.size(JOB, TASK);
      await small.append(JOB, TASK, `run ${run}`, start);
      await small.append(JOB, TASK, 'x'.repeat(1000), start);
    }
    const log = await written();
    expect(log).toContain('run 1\nxxx');
    expect(log).not.toContain('run 7\n');
    // Each run that was cut says so, even those that found no room at all.
    expect(log.match(/only the end is kept/g)).toHaveLength(20);
  });
});

it('lines of the manager begin with the local time in whole seconds', () => {
  const now = Date.UTC(2026, 4, 6, 7, 8, 9, 500);
  const line = managerLine(now, 'task assigned to worker A');
  const [, time = ''] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)) task assigned to worker A\n$/.exec(line) ?? [];
  expect(Date.parse(time)).toBe(now - 500);
});
