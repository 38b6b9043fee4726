import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAddOn } from '#plugins/blender/add-on-files.ts';
import { zipAddOn } from '#plugins/blender/add-on-zip.ts';
import { newArtist, type Reports } from './support/artist.ts';
import { BPY, NEEDS_NEWEST_BLENDER, NEWEST_BLENDER, type Blender } from './support/blenders.ts';

const ADDRESS = 'http://farm.studio:8080';
const kept = { keeps_token_for: [ADDRESS], job_name: '{file} v3', panel: true };
const EXPECTED = {
  extension_second: { on: ['extension'], settings: [ADDRESS, 'sekret', '.git', false], ...kept },
  add_on_again: { on: ['add-on'], settings: [ADDRESS, 'sekret', '.svn', false], ...kept },
  both_at_start: { on: ['extension'], settings: [ADDRESS, 'sekret', '.svn', false], ...kept },
  own_settings: [ADDRESS, 'sekret', '.svn', false],
  off: { on: [], settings: null, keeps_token_for: null, job_name: null, panel: false },
  went_wrong: [],
};

describe('of two copies of the add-on, the one that is switched on last replaces the other and has its settings', () => {
  it(`in ${BPY.name}`, async () => {
    expect(await runBoth(BPY)).toEqual(EXPECTED);
  });

  it(`in ${NEWEST_BLENDER.name}`, NEEDS_NEWEST_BLENDER, async () => {
    expect(await runBoth(NEWEST_BLENDER)).toEqual(EXPECTED);
  });
});

async function runBoth(blender: Blender): Promise<Reports> {
  const artist = await newArtist(blender);
  const zip = join(artist.home, 'add-on.zip');
  await writeFile(zip, zipAddOn(await readAddOn([]), '1.2.3'));
  const reports = await artist.run('two_copies.py', { zip });
  await artist.leave();
  return reports;
}
