import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAddOn } from '#plugins/blender/add-on-files.ts';
import { zipAddOn } from '#plugins/blender/add-on-zip.ts';
import { newArtist, type Reports } from './support/artist.ts';
import { BPY, NEEDS_NEWEST_BLENDER, NEWEST_BLENDER, SYSTEM_BLENDER, type Blender } from './support/blenders.ts';

const WORKS = {
  enabled: true,
  imports_all: true,
  refused: [],
  packing: expect.stringContaining('came without its packing library'),
  off: true,
};

describe('the add-on without any package, neither its own nor installed ones', () => {
  it('works in Blender of the system, where it is an add-on', async () => {
    expect(await install(SYSTEM_BLENDER, false)).toEqual(WORKS);
  });

  it.each([true, false])(`works in ${BPY.name}; as an extension: %s`, async (asExtension) => {
    expect(await install(BPY, asExtension)).toEqual(WORKS);
  });

  it.each([true, false])(
    `works in ${NEWEST_BLENDER.name}; as an extension: %s`,
    NEEDS_NEWEST_BLENDER,
    async (asExtension) => {
      expect(await install(NEWEST_BLENDER, asExtension)).toEqual(WORKS);
    },
  );
});

async function install(blender: Blender, asExtension: boolean): Promise<Reports> {
  const artist = await newArtist(blender);
  const zip = join(artist.home, 'add-on.zip');
  await writeFile(zip, zipAddOn(await readAddOn([]), '1.2.3'));
  const reports = await artist.run('bare.py', { zip, as_extension: asExtension });
  await artist.leave();
  return reports;
}
