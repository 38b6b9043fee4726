import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Checkouts } from '#plugins/shaman/checkouts/checkouts.ts';
import { collectGarbage } from '#plugins/shaman/store/collect-garbage.ts';
import { FileStore } from '#plugins/shaman/store/file-store.ts';
import { createShaman } from '#plugins/shaman/shaman.ts';
import type { Shaman } from '#plugins/shaman/contract.ts';
import { identityOf, inPieces, specOf } from '../support.ts';
import { SYMBOLIC_LINKS } from '#tests/support/platforms.ts';

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

  test('removes old files that no checkout uses, and says how much that was', async () => {
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

  test('puts back files that it had set aside when it was interrupted, if they are needed', async () => {
    const [used, wanted, unused] = CONTENTS as [Buffer, Buffer, Buffer];
    for (const bytes of [used, wanted, unused]) await upload(bytes);
    await shaman.checkOut('shot', [specOf('a.blend', used)]);
    for (const bytes of [used, wanted, unused]) {
      await age(bytes);
      const aside = store.pathOf(identityOf(bytes)).replace('stored', 'collecting');
      await mkdir(dirname(aside), { recursive: true });
      await rename(store.pathOf(identityOf(bytes)), aside);
    }
    expect(await shaman.requirements([specOf('b.png', wanted)])).toEqual([]);
    expect(await collect()).toEqual({ removed: 1, bytes: unused.length, kept: 2 });
    expect(await Promise.all([used, wanted, unused].map(isStored))).toEqual([true, true, false]);
    expect(await readFile(join(folders.checkouts, 'shot/a.blend'))).toEqual(used);
  });

  test(
    'spares a file that is reached through another link, or through another path to the storage',
    SYMBOLIC_LINKS,
    async () => {
      const [used] = CONTENTS as [Buffer];
      await upload(used);
      await age(used);
      await symlink(folders.store, join(root, 'mount'));
      await mkdir(folders.checkouts);
      await symlink(store.pathOf(identityOf(used)).replace('file-store', 'mount'), join(folders.checkouts, 'by-hand'));
      expect(await collect()).toMatchObject({ removed: 0, kept: 1 });
    },
  );

  test('makes a checkout fail if it takes the files after the checkout found them and before it linked them', async () => {
    const [used] = CONTENTS as [Buffer];
    await upload(used);
    const interrupted = new FileStore(folders.store);
    const touch = interrupted.touch.bind(interrupted);
    interrupted.touch = async (file) => {
      interrupted.touch = touch;
      const isThere = await touch(file);
      await collectGarbage({ ...folders, touchedBefore: Infinity, dryRun: false });
      return isThere;
    };
    const checkouts = new Checkouts(folders.checkouts, interrupted, 'auto');
    await expect(checkouts.create('shot', [specOf('a.blend', used)], null)).rejects.toMatchObject({
      code: 'missing-files',
    });
    expect(await readdir(folders.checkouts)).toEqual([]);
  });

  /**
   * All files always count as old, so only the order of the steps protects them. Checkouts are made, and half of them
   * removed, while two collections run and the files that these took are uploaded again.
   */
  test('never removes a file of an existing checkout, whatever happens at the same time', async () => {
    const pick = fc.subarray(
      CONTENTS.map((_, index) => index),
      { minLength: 1 },
    );
    let living = 0;
    let collected = 0;
    const collectAll = async () => {
      const { removed } = await collectGarbage({ ...folders, touchedBefore: Infinity, dryRun: false });
      collected += removed;
    };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(pick, fc.boolean()), { minLength: 1, maxLength: 4 }), async (checkouts) => {
        await Promise.all(CONTENTS.map(upload));
        const made = checkouts.map(async ([indexes, isRemoved]) => {
          // In many places, so that linking takes a while.
          const specs = Array.from({ length: 4 }, (_, place) =>
            indexes.map((index) => specOf(`${index}.${place}.png`, CONTENTS[index] ?? Buffer.alloc(0))),
          ).flat();
          let path: string | undefined;
          while (path === undefined) {
            for (const missing of await shaman.requirements(specs))
              await upload(CONTENTS[Number.parseInt(missing.path)] ?? Buffer.alloc(0));
            path = await shaman.checkOut('race', specs).catch(onlyMissing);
          }
          if (isRemoved) await shaman.removeCheckout(path);
          return isRemoved ? [] : [{ path, indexes }];
        });
        const collectAgainAndAgain = async () => {
          for (let round = 0; round < 3; round++) await collectAll();
        };
        const collecting = [collectAgainAndAgain(), collectAgainAndAgain()];
        const alive = await Promise.all(made);
        await Promise.all(collecting);
        for (const { path, indexes } of alive.flat()) {
          living += 1;
          for (const index of indexes) {
            expect(await readFile(join(folders.checkouts, path, `${index}.3.png`))).toEqual(CONTENTS[index]);
          }
          await shaman.removeCheckout(path);
        }
        await collectAll();
        const left = await readdir(join(folders.store, 'stored'), { recursive: true });
        expect(left.filter((name) => name.endsWith('.blob'))).toEqual([]);
      }),
      { numRuns: 25 },
    );
    expect(living, 'checkouts that were made during collections').toBeGreaterThan(10);
    expect(collected).toBeGreaterThan(25);
  });
});

function onlyMissing(error: unknown): undefined {
  expect(error).toMatchObject({ code: 'missing-files' });
}
