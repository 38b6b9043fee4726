import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FileStore } from '#plugins/shaman/file-store.ts';
import { identityOf, inPieces } from './support.ts';

const BYTES = Buffer.from('a texture of wood\n'.repeat(1000));

describe('an uploaded file', () => {
  let root: string;
  let store: FileStore;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'flamenco-shaman-'));
    store = new FileStore(root);
  });
  afterEach(() => rm(root, { recursive: true }));

  const leftovers = () => readdir(join(root, 'uploading'), { recursive: true }).catch(() => []);

  test('is stored under its checksum and size, as Flamenco 3 stores it', async () => {
    const file = identityOf(BYTES);
    expect(await store.status(file)).toBe('unknown');
    expect(await store.receive(file, inPieces(BYTES))).toBe('stored');
    expect(await store.status(file)).toBe('stored');
    const path = join(root, 'stored', file.sha.slice(0, 2), file.sha.slice(2), `${file.size}.blob`);
    expect(await readFile(path)).toEqual(BYTES);
    expect(await leftovers()).toEqual([]);
  });

  test('may be empty', async () => {
    expect(await store.receive(identityOf(Buffer.alloc(0)), inPieces(Buffer.alloc(0)))).toBe('stored');
  });

  test('that is stored already is not stored again', async () => {
    const file = identityOf(BYTES);
    await store.receive(file, inPieces(BYTES));
    expect(await store.receive(file, inPieces(BYTES))).toBe('already-stored');
  });

  test('sent twice at once is stored once, and both clients are content', async () => {
    const file = identityOf(BYTES);
    const outcomes = await Promise.all([store.receive(file, inPieces(BYTES)), store.receive(file, inPieces(BYTES))]);
    expect(outcomes).toContain('stored');
    expect(await store.status(file)).toBe('stored');
    expect(await leftovers()).toEqual([]);
  });

  test('is "uploading" while it comes in', async () => {
    const file = identityOf(BYTES);
    let give: (piece: Buffer | null) => void = () => undefined;
    const slow = new Readable({ read: () => undefined });
    give = (piece) => void slow.push(piece);
    const upload = store.receive(file, slow);
    give(BYTES.subarray(0, 10));
    await expect.poll(() => store.status(file)).toBe('uploading');
    give(BYTES.subarray(10));
    give(null);
    expect(await upload).toBe('stored');
  });

  test.each([
    ['too short', BYTES.subarray(1)],
    ['too long', Buffer.concat([BYTES, BYTES])],
    ['of the right size and the wrong bytes', Buffer.from(BYTES).fill('x', 5, 6)],
  ])('that comes %s is refused and leaves nothing', async (_case, sent) => {
    const file = identityOf(BYTES);
    await expect(store.receive(file, inPieces(sent))).rejects.toMatchObject({ code: 'mismatch', status: 417 });
    expect(await store.status(file)).toBe('unknown');
    expect(await leftovers()).toEqual([]);
  });

  test('whose connection breaks is refused and leaves nothing', async () => {
    const file = identityOf(BYTES);
    async function* broken() {
      yield BYTES.subarray(0, 100);
      await Promise.resolve();
      throw new Error('gone');
    }
    await expect(store.receive(file, Readable.from(broken()))).rejects.toMatchObject({ code: 'bad-request' });
    expect(await leftovers()).toEqual([]);
  });
});
