import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAddOn } from '#plugins/blender/add-on-files.ts';
import { zipAddOn } from '#plugins/blender/add-on-zip.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
});
afterAll(() => farm?.stop());

describe.each(BLENDERS)('an add-on that is older than that of its manager, in $name', (blender) => {
  it('says so, until the one of the manager is installed over it, which needs no restart', async () => {
    const artist = await newArtist(blender);
    const [old, current] = [join(artist.home, 'old.zip'), join(artist.home, 'new.zip')];
    await writeFile(old, zipAddOn(await readAddOn([]), '0.0.1'));
    const served = await fetch(new URL('/addon/flamenco-ng-addon.zip', farm.url));
    await writeFile(current, new Uint8Array(await served.arrayBuffer()));
    const reports = await artist.run('newer_add_on.py', { manager: farm.url, old, new: current });
    await artist.leave();
    const { data } = (await (await fetch(new URL('/addon/index.json', farm.url))).json()) as {
      data: { version: string }[];
    };
    const version = data[0]?.version ?? '';
    const facts = (own: string) => ({ own, listed: own, sent: `Flamenco-NG/${own}`, by_itself: false });
    expect(reports).toEqual({
      old: { ...facts('0.0.1'), newer: version },
      new: { ...facts(version), newer: '' },
      address: farm.url,
    });
  });
});
