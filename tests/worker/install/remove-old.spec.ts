import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { layoutOf } from '#worker/install/layout.ts';
import { removeOld } from '#worker/install/remove-old.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('a version of which another worker has a file open stays whole', async () => {
  const layout = layoutOf(await temporaryFolder());
  for (const name of ['1', '2', '3']) {
    await mkdir(path.join(layout.versions, name), { recursive: true });
    await writeFile(path.join(layout.versions, name, 'a'), '');
  }
  // As Windows does.
  const move: typeof rename = async (from, to) => {
    if (String(from).endsWith('1')) throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
    await rename(from, to);
  };
  const used = { version: path.join(layout.versions, '3'), node: path.join(layout.node, 'a'), isNamed: () => false };
  await removeOld(layout, { ...used, renaming: { rename: move } });
  const left = await readdir(layout.versions, { recursive: true });
  expect(left.toSorted()).toEqual(['1', path.join('1', 'a'), '3', path.join('3', 'a')]);
});
