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

/** Each of these removals can spoil one try, and there are more tries than removals. */
async function removeEmptyFolders(): Promise<void> {
  for (let sweep = 0; sweep < 5; sweep++) {
    await rmdir(join(folder, 'a', 'b')).catch(() => undefined);
    await rmdir(join(folder, 'a')).catch(() => undefined);
  }
}

test('a file gets to its place even while empty folders are being removed', async () => {
  const place = join(folder, 'a', 'b', 'file');
  for (let round = 0; round < 300; round++) {
    const source = join(folder, `source ${round}`);
    await writeFile(source, String(round));
    await Promise.all([moveIntoPlace(source, place), removeEmptyFolders()]);
    expect(await readFile(place, 'utf8')).toBe(String(round));
    await rm(place);
  }
});

test('a missing file is told apart from a missing folder', async () => {
  await expect(moveIntoPlace(join(folder, 'nowhere'), join(folder, 'c', 'file'))).rejects.toMatchObject({
    code: 'ENOENT',
  });
});
