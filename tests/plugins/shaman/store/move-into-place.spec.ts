import { mkdtemp, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { moveIntoPlace } from '#plugins/shaman/store/move-into-place.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flamenco move '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a file gets to its place while somebody removes empty folders', async () => {
  const place = join(folder, 'a', 'b', 'file');
  let isMoving = true;
  const sweeper = (async () => {
    while (isMoving) {
      await rmdir(join(folder, 'a', 'b')).catch(() => undefined);
      await rmdir(join(folder, 'a')).catch(() => undefined);
    }
  })();
  try {
    for (let round = 0; round < 300; round++) {
      const source = join(folder, `source ${round}`);
      await writeFile(source, String(round));
      await moveIntoPlace(source, place);
      expect(await readFile(place, 'utf8')).toBe(String(round));
      await rm(place);
    }
  } finally {
    isMoving = false;
    await sweeper;
  }
});

test('a file that is gone is told apart from a folder that is gone', async () => {
  await expect(moveIntoPlace(join(folder, 'nowhere'), join(folder, 'c', 'file'))).rejects.toMatchObject({
    code: 'ENOENT',
  });
});
