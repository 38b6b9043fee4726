import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';
import { type Cable, layCable } from './support/cable.ts';

let farm: TestFarm;
let cable: Cable;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0, settings: { shaman: { enabled: true } } });
  cable = await layCable(farm.url);
});
afterAll(async () => {
  cable?.close();
  await farm?.stop();
});

describe.each(BLENDERS)('Cancel, in $name', (blender) => {
  let files = 0;
  const cancelDuring = async (requests: RegExp, way = 'copy') => {
    const artist = await newArtist(blender);
    const file = join(artist.home, `${blender.name.replaceAll(/\W/g, '-')}-${(files += 1)}.blend`);
    const [storage, frames] = [join(farm.home, 'storage'), join(farm.home, 'frames')];
    cable.stick(requests);
    const args = { manager: farm.url, address: cable.url, file, way, storage, frames };
    const reports = await artist.run('cancel.py', args);
    await artist.leave();
    return reports;
  };

  it('answers at once, and does not wait for the manager', async () => {
    expect(await cancelDuring(/^POST .*check$/)).toEqual({
      text: 'Cancelling',
      can_cancel: false,
      ended: true,
      cancelled: true,
      problem: '',
      copies: 0,
    });
  });

  it('does not wait for an upload', async () => {
    const reports = await cancelDuring(/^POST .*shaman.files/, 'shaman');
    expect(reports).toMatchObject({ text: 'Cancelling', ended: true, cancelled: true, problem: '' });
  });

  it('says that a job may have been submitted which the manager was just taking, and leaves its files', async () => {
    const reports = await cancelDuring(/^POST .api.v3.jobs$/);
    expect(reports).toMatchObject({ text: 'Cancelling', ended: true, cancelled: true });
    expect(reports['problem']).toContain('The job may have been submitted: look before you do it again.');
    expect(reports['copies']).toBeGreaterThan(0);
  });
});
