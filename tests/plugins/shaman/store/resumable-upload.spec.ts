import { appendFile, mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FileStore } from '#plugins/shaman/store/file-store.ts';
import { removeStaleUploads } from '#plugins/shaman/store/remove-stale-uploads.ts';
import { breaksAfter, identityOf, inPieces } from '../support.ts';

/** More than a few blocks, so that blocks are reused. */
const BYTES = Buffer.from(Array.from({ length: 700_000 }, (_, index) => `line ${index}`).join('\n'));
const FILE = identityOf(BYTES);

describe('an upload that can be resumed', () => {
  let root: string;
  let now: number;
  let store: FileStore;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'flamenco-shaman-'));
    now = Date.UTC(2026, 0, 1);
    store = new FileStore(root, () => now);
  });
  afterEach(() => rm(root, { recursive: true }));

  const leftovers = () => readdir(join(root, 'uploading'), { recursive: true }).catch(() => []);
  const rest = (from: number) => inPieces(BYTES.subarray(from), 65_536);
  async function bringPart(length: number): Promise<void> {
    const part = breaksAfter(BYTES.subarray(0, length), 50_000);
    await expect(store.receive(FILE, part, 0)).rejects.toMatchObject({ code: 'bad-request' });
  }

  test('continues where it left off, even after another manager has started on the same storage', async () => {
    expect(await store.status(FILE)).toEqual({ status: 'unknown', received: 0 });
    await bringPart(3_000_001);
    expect(await store.status(FILE)).toEqual({ status: 'unknown', received: 3_000_001 });
    store = new FileStore(root);
    const { received = 0 } = await store.status(FILE);
    const again = breaksAfter(BYTES.subarray(received, received + 12_345), 5_000);
    await expect(store.receive(FILE, again, received)).rejects.toMatchObject({ code: 'bad-request' });
    expect(await store.status(FILE)).toEqual({ status: 'unknown', received: 3_012_346 });
    expect(await store.receive(FILE, rest(3_012_346), 3_012_346)).toBe('stored');
    expect(await readFile(store.pathOf(FILE))).toEqual(BYTES);
    expect(await store.status(FILE)).toEqual({ status: 'stored' });
    expect(await leftovers()).toEqual([]);
  });

  test('is refused at any offset other than the one it has reached, and keeps what it has', async () => {
    await bringPart(1000);
    for (const offset of [0, 999, 1001]) {
      const refused = store.receive(FILE, rest(offset), offset);
      await expect(refused).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('1000 bytes') });
    }
    expect(await store.status(FILE)).toEqual({ status: 'unknown', received: 1000 });
  });

  test('is found out if its stored part was damaged, and none of it stays', async () => {
    await bringPart(2_000_000);
    const part = (await leftovers()).find((name) => name.endsWith('.part')) ?? '';
    await appendFile(join(root, 'uploading', part), 'xyz');
    await expect(store.receive(FILE, rest(2_000_003), 2_000_003)).rejects.toMatchObject({ code: 'mismatch' });
    expect(await store.status(FILE)).toEqual({ status: 'unknown', received: 0 });
    expect(await leftovers()).toEqual([]);
  });

  test('is not disturbed by a second client, unless the first has been silent for a long time', async () => {
    const first = new Readable({ read: () => undefined });
    const outcome = store.receive(FILE, first, 0).catch((error: unknown) => error);
    first.push(BYTES.subarray(0, 4096));
    await expect.poll(async () => (await store.status(FILE)).status).toBe('uploading');
    await expect.poll(() => first.readableLength).toBe(0);
    await expect(store.receive(FILE, rest(0), 0)).rejects.toMatchObject({ code: 'conflict' });
    now += 10_001;
    await expect(store.receive(FILE, rest(0), 0)).rejects.toThrow('4096 bytes');
    expect(await outcome).toMatchObject({ code: 'bad-request' });
    expect(await store.receive(FILE, rest(4096), 4096)).toBe('stored');
  });

  test('and one that cannot may bring the same file at once; the slower one learns that it is no longer needed', async () => {
    const slow = new Readable({ read: () => undefined });
    const outcome = store.receive(FILE, slow, 0);
    slow.push(BYTES.subarray(0, 4096));
    await expect.poll(async () => (await store.status(FILE)).status).toBe('uploading');
    expect(await store.receive(FILE, rest(0))).toBe('stored');
    slow.push(BYTES.subarray(4096, 8192));
    expect(await outcome).toBe('already-stored');
    expect(slow.destroyed).toBe(false);
    expect(await leftovers()).toEqual([]);
  });

  test('is removed after a day if nobody continues it, a plain one after an hour', async () => {
    await bringPart(1000);
    const part = (await leftovers()).find((name) => name.endsWith('.part')) ?? '';
    const plain = join(root, 'uploading', part.replace('.part', '-0123456789ab.tmp'));
    await appendFile(plain, 'what a killed manager left');
    const since = (await stat(join(root, 'uploading', part))).mtimeMs;
    await utimes(plain, since / 1000, since / 1000);
    expect(await removeStaleUploads(root, since + 59 * 60_000)).toBe(0);
    expect(await removeStaleUploads(root, since + 61 * 60_000)).toBe(1);
    expect(await store.status(FILE)).toMatchObject({ received: 1000 });
    expect(await removeStaleUploads(root, since + 25 * 3_600_000)).toBe(1);
    expect(await leftovers()).toEqual([]);
  });
});
