import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist, type Artist, type Reports } from './support/artist.ts';
import { BLENDER_WITH_HANDS } from './support/blenders.ts';

let farm: TestFarm;
let artist: Artist;
let reports: Reports;
let pictures = '';
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
  const body = JSON.stringify({ name: 'Light' });
  const headers = { 'content-type': 'application/json' };
  await fetch(new URL('/api/v3/worker-mgt/tags', farm.url), { method: 'POST', headers, body });
  artist = await newArtist(BLENDER_WITH_HANDS);
  pictures = process.env['PICTURES'] ?? artist.home;
  reports = await artist.run('anywhere.py', {
    manager: farm.url,
    file: join(farm.home, 'storage', 'shot.blend'),
    pictures,
    all_pictures: process.env['PICTURES'] !== undefined,
  });
});
afterAll(async () => {
  await artist?.leave();
  await farm?.stop();
});

describe('submitting from anywhere in Blender', () => {
  it('is found by the search, asks in a dialog for what is missing, and then submits', () => {
    expect(reports).toMatchObject({ asks: true, entered: '//o', problem: '', job: { name: 'shot' } });
  });

  it('shows in the status bar how far it is, and leaves the keys there that a tool shows', async () => {
    expect(reports['status_bar_is_redrawn']).toBe(true);
    expect(reports['in_status_bar']).toEqual(['Farm: submitted “shot”', '']);
    const [before, after] = await Promise.all(['before', 'after'].map((name) => statusBar(`keys-${name}.png`)));
    expect(before?.equals(after as Buffer)).toBe(true);
    expect(before?.equals(await statusBar('keys-none.png'))).toBe(false);
  });

  it('has the whole panel in the sidebar of the 3D view, if the artist wants it there', () => {
    expect(reports['wrong']).toEqual([]);
    const parts = ['output', 'panel', 'scheduling', 'settings', 'submit'];
    expect(reports['in_sidebar']).toEqual(
      expect.arrayContaining(parts.map((part) => `FLAMENCO_NG_PT_sidebar_${part}`)),
    );
    expect(reports['no_longer_in_sidebar']).toBe(true);
  });

  it('calls a tag by its name in every language', () => {
    expect(reports['tag']).toBe('Light');
  });
});

/** The lowest 20 rows of a picture, as raw pixels. */
async function statusBar(name: string): Promise<Buffer> {
  const region = { left: 0, top: 1180, width: 640, height: 20 };
  return sharp(join(pictures, name)).extract(region).raw().toBuffer();
}
