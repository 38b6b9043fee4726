import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADD_ON_LINK } from '#plugins/blender/serve-add-on.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist, type Reports } from './support/artist.ts';
import { BPY, NEEDS_NEWEST_BLENDER, NEWEST_BLENDER, type Blender } from './support/blenders.ts';

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
});
afterAll(() => farm?.stop());

describe('a manager as a repository of extensions', () => {
  it(`offers its add-on to ${BPY.name}, which installs and updates it with its own tools`, async () => {
    expect(await useRepository(BPY)).toEqual(expected());
  });

  it(`offers its add-on to ${NEWEST_BLENDER.name}, which does the same`, NEEDS_NEWEST_BLENDER, async () => {
    expect(await useRepository(NEWEST_BLENDER)).toEqual(expected());
  });
});

function expected(): Reports {
  return {
    differs_from_blenders_own_list: [],
    dropped: { repository: `${farm.url}/addon/index.json`, blender_version_min: '4.2.0' },
    offered: ['flamenco_ng'],
    found_by_link: 'flamenco_ng',
    enabled: true,
    knows_its_version: true,
    updates: 0,
    updated_from: 'Farm',
    updates_when_older: 1,
    updates_after_update: 0,
    enabled_after_update: true,
  };
}

async function useRepository(blender: Blender): Promise<Reports> {
  const artist = await newArtist(blender);
  const reports = await artist.run('extension_repository.py', { link: farm.url + ADD_ON_LINK });
  await artist.leave();
  return reports;
}
