import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collectGarbage } from '#plugins/shaman/collect-garbage.ts';
import { FileStore } from '#plugins/shaman/file-store.ts';
import { createShaman } from '#plugins/shaman/shaman.ts';
import type { Shaman } from '#server/contracts/shaman.ts';
import { identityOf, inPieces, specOf } from './support.ts';

const OLD = new Date(Date.UTC(2026, 0, 1));
const CONTENTS = Array.from({ length: 6 }, (_, index) => Buffer.from(`content ${index}`));

describe('the garbage collection', () => {
  let root: string;
  let folders: { store: string; checkouts: string };
  let shaman: Shaman;
  let store: FileStore;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'flamenco-shaman-'));
    folders = { store: join(root, 'file-store'), checkouts: join(root, 'jobs') };
    shaman = createShaman(folders);
    store = new FileStore(folders.store);
  });
  afterEach(() => rm(root, { recursive: true }));

  const upload = async (bytes: Buffer) => shaman.receive(identityOf(bytes), inPieces(bytes));
  const age = async (bytes: Buffer) => utimes(store.pathOf(identityOf(bytes)), OLD, OLD);
  const collect = (dryRun = false) => collectGarbage({ ...folders, touchedBefore: Date.UTC(2026, 6, 1), dryRun });
  const isStored = async (bytes: Buffer) => store.has(identityOf(bytes));

  test('removes old files that no checkout uses, and tells how much that was', async () => {
    const [used, unused, young] = CONTENTS as [Buffer, Buffer, Buffer];
    for (const bytes of [used, unused, young]) await upload(bytes);
    await shaman.checkOut('shot', [specOf('a.blend', used)]);
    await age(used);
    await age(unused);
    expect(await collect(true)).toEqual({ removed: 1, bytes: unused.length, kept: 2 });
    expect(await isStored(unused)).toBe(true);
    expect(await collect()).toEqual({ removed: 1, bytes: unused.length, kept: 2 });
    expect(await Promise.all([used, unused, young].map(isStored))).toEqual([true, false, true]);
  });

  test('has nothing to do before anything was uploaded', async () => {
    expect(await collect()).toEqual({ removed: 0, bytes: 0, kept: 0 });
  });

  test('never removes a file of a living checkout, whatever races it', async () => {
    const pick = fc.subarray(
      CONTENTS.map((_, index) => index),
      { minLength: 1 },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pick, { minLength: 1, maxLength: 4 }), async (checkouts) => {
        for (const bytes of CONTENTS) await upload(bytes).then(() => age(bytes));
        const made = checkouts.map(async (indexes) => {
          const specs = indexes.map((index) => specOf(`${index}.png`, CONTENTS[index] ?? Buffer.alloc(0)));
          for (const { path } of await shaman.requirements(specs))
            await upload(CONTENTS[Number.parseInt(path)] ?? Buffer.alloc(0));
          return shaman.checkOut('race', specs).then(
            () => indexes,
            () => [],
          );
        });
        const [living] = await Promise.all([Promise.all(made), collect(), collect()]);
        for (const index of living.flat()) expect(await isStored(CONTENTS[index] ?? Buffer.alloc(0))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
