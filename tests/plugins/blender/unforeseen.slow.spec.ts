import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { type Artist, newArtist, type Reports } from './support/artist.ts';
import { BLENDERS, BPY } from './support/blenders.ts';

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
});
afterAll(() => farm?.stop());

describe.each(BLENDERS)('what the search for files does not expect, in $name', (blender) => {
  let artist: Artist;
  let made: Reports;
  const folder = () => join(artist.home, 'odd');
  beforeAll(async () => {
    artist = await newArtist(blender);
    made = await artist.run('make_odd.py', { folder: folder() });
  });
  afterAll(() => artist?.leave());
  const pack = (blend: string, more: Record<string, unknown> = {}) =>
    artist.run('pack.py', {
      manager: farm.url,
      blend: made[blend],
      project: folder(),
      location: join(folder(), 'storage'),
      ...more,
    });
  const inPlace = (blend: string) => pack(blend, { location: folder(), way: 'in-place' });

  it('packs a modifier with nodes that have nothing baked', async () => {
    const report = await pack('nodes');
    expect(report).toMatchObject({ missing: [], unsearched: [], notes: [], files: 1 });
    expect(report['blendfile']).toContain('nodes.blend');
  });

  it('names the file and the data-block that could not be searched, and the artist decides', async () => {
    const report = await pack('later');
    expect(report['unsearched']).toEqual([
      expect.stringMatching(/^scene Scene in later\.blend {2}\(KeyError: .*strip/),
    ]);
    expect(report['blendfile']).toContain('later.blend');
  });

  it('packs a damaged library as it is, and names it', async () => {
    const report = await pack('shot');
    expect(report['unsearched']).toEqual([
      expect.stringMatching(/stone\.blend {2}\(library: it is damaged or incomplete\)$/),
    ]);
    expect(report).toMatchObject({ missing: [], files: 2 });
  });

  it('refuses to copy a file that it cannot read, by its name', async () => {
    const { problem } = await pack('damaged');
    expect(problem).toMatch(/damaged\.blend” cannot be read as a blend file: /);
  });

  it('is no reason not to use a file in its place, but is noted', async () => {
    for (const [blend, note] of [
      ['later', /^scene Scene in later\.blend/],
      ['shot', /stone\.blend {2}\(library: /],
      ['damaged', /^Missing files could not be looked for.*damaged\.blend” cannot be read/],
    ] as const) {
      const report = await inPlace(blend);
      expect(report).toMatchObject({ way: 'in-place', blendfile: made[blend], unsearched: [], missing: [] });
      expect(report['notes']).toEqual([expect.stringMatching(note)]);
    }
  });

  it('finds what Blender lists and no rule knows, or says that it does not', async () => {
    const known = [join(folder(), 'music.wav'), join(folder(), 'gone.wav'), join(folder(), 'nodes.blend')];
    const report = await pack('nodes', { known, only_plan: true });
    expect(report).toMatchObject({
      missing: [`${known[1]}  (used by the open file)`],
      unsearched: [`${known[0]}  (Blender uses it, but where its path is stored was not found)`],
      files: 2,
    });
  });
});

describe(`bakes of nodes, in ${BPY.name}`, () => {
  it('are found on the farm, wherever the artist has them', async () => {
    const artist = await newArtist(BPY);
    const folder = join(artist.home, 'odd');
    const { baked } = await artist.run('make_odd.py', { folder });
    const project = join(folder, 'a');
    const location = join(folder, 'storage');
    const report = await artist.run('pack.py', { manager: farm.url, blend: baked, project, location });
    expect(report).toMatchObject({ missing: [], unsearched: [], notes: [] });
    await rm(join(folder, 'bakes'), { recursive: true });
    const seen = await artist.run('look_at_bakes.py', { blend: report['blendfile'] });
    await artist.leave();
    const there = `//_outside_project${folder}/bakes`;
    expect(seen).toEqual({ stored: [there, there], found: [true, true] });
  });
});
