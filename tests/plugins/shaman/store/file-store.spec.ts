import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FileStore } from '#plugins/shaman/store/file-store.ts';
import { breaksAfter, identityOf, inPieces } from '../support.ts';

const BYTES = Buffer.from('a texture of wood\n'.repeat(1000));

/** Files larger than one block are hashed in another thread. */
const LARGE = Buffer.alloc(6_000_000, 'a texture of stone ');

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
    expect(await store.status(file)).toEqual({ status: 'unknown', received: 0 });
    expect(await store.receive(file, inPieces(BYTES))).toBe('stored');
    expect(await store.status(file)).toEqual({ status: 'stored' });
    const path = join(root, 'stored', file.sha.slice(0, 2), file.sha.slice(2), `${file.size}.blob`);
    expect(await readFile(path)).toEqual(BYTES);
    expect((await stat(path)).mode & 0o222, 'nobody may write to it, through links either').toBe(0);
    expect(await leftovers()).toEqual([]);
  });

  test('may be larger than all blocks together, and arrive in pieces of any length', async () => {
    for (const pieceLength of [LARGE.length, 77_777]) {
      const bytes = Buffer.concat([LARGE, Buffer.from(String(pieceLength))]);
      const file = identityOf(bytes);
      expect(await store.receive(file, inPieces(bytes, pieceLength))).toBe('stored');
      expect(await readFile(store.pathOf(file))).toEqual(bytes);
    }
  });

  test('may be empty', async () => {
    expect(await store.receive(identityOf(Buffer.alloc(0)), inPieces(Buffer.alloc(0)))).toBe('stored');
  });

  test('that is already stored is not stored again', async () => {
    const file = identityOf(BYTES);
    await store.receive(file, inPieces(BYTES));
    expect(await store.receive(file, inPieces(BYTES))).toBe('already-stored');
  });

  test('that is sent twice at once is stored once, and both uploads succeed', async () => {
    const file = identityOf(BYTES);
    const outcomes = await Promise.all([store.receive(file, inPieces(BYTES)), store.receive(file, inPieces(BYTES))]);
    expect(outcomes).toContain('stored');
    expect(await store.status(file)).toEqual({ status: 'stored' });
    expect(await leftovers()).toEqual([]);
  });

  test('is not received at all when there is no room for it, and nothing is left', async () => {
    const vast = { ...identityOf(BYTES), size: Number.MAX_SAFE_INTEGER };
    await expect(store.receive(vast, inPieces(BYTES))).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringMatching(/has room for \d+ bytes, and 9007199254740991 are to come/),
    });
    expect(await leftovers()).toEqual([]);
  });

  test('is "uploading" while it arrives', async () => {
    const file = identityOf(BYTES);
    let give: (piece: Buffer | null) => void = () => undefined;
    const slow = new Readable({ read: () => undefined });
    give = (piece) => void slow.push(piece);
    const upload = store.receive(file, slow);
    give(BYTES.subarray(0, 10));
    await expect.poll(async () => (await store.status(file)).status).toBe('uploading');
    give(BYTES.subarray(10));
    give(null);
    expect(await upload).toBe('stored');
  });

  test.each([
    ['too short', BYTES.subarray(1)],
    ['too long', Buffer.concat([BYTES, BYTES])],
    ['with the right size and the wrong bytes', Buffer.from(BYTES).fill('x', 5, 6)],
    ['with the right size and the wrong bytes, and large,', Buffer.from(LARGE).fill('x', 5, 6)],
  ])('that arrives %s is refused and leaves nothing behind', async (_case, sent) => {
    const file = identityOf(sent.length === LARGE.length ? LARGE : BYTES);
    await expect(store.receive(file, inPieces(sent))).rejects.toMatchObject({ code: 'mismatch', status: 417 });
    expect(await store.status(file)).toEqual({ status: 'unknown', received: 0 });
    expect(await leftovers()).toEqual([]);
  });

  test('whose connection breaks is refused and leaves nothing behind', async () => {
    const file = identityOf(BYTES);
    await expect(store.receive(file, breaksAfter(BYTES, 100))).rejects.toMatchObject({ code: 'bad-request' });
    expect(await leftovers()).toEqual([]);
  });
});
