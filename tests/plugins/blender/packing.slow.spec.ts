import { mkdtemp, mkdir, readdir, rename, stat, truncate } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { type Artist, newArtist } from './support/artist.ts';
import { BLENDERS, SYSTEM_BLENDER } from './support/blenders.ts';

const GIGABYTE = 1_000_000_000;

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0, settings: { shaman: { enabled: true } } });
});
afterAll(() => farm?.stop());

describe.each(BLENDERS)('a shot that uses everything a shot can use, in $name', (blender) => {
  let artist: Artist;
  let shot = '';
  let project = '';
  let storage = '';
  const studio = () => join(artist.home, 'studio');

  beforeAll(async () => {
    artist = await newArtist(blender);
    const made = await artist.run('make_studio.py', { folder: studio(), missing: true });
    shot = String(made['shot']);
    project = String(made['project']);
  });
  afterAll(() => artist?.leave());
  beforeEach(async () => {
    storage = await mkdtemp(join(artist.home, 'storage '));
  });
  const pack = (more: Record<string, unknown> = {}) =>
    artist.run('pack.py', { manager: farm.url, blend: shot, project, location: storage, ...more });
  /** Opens the packed file while the originals are away. */
  const lookInto = async (blend: string) => {
    await rename(studio(), `${studio()} away`);
    const seen = await artist.run('look_into.py', { blend });
    await rename(`${studio()} away`, studio());
    return seen;
  };

  it('has its missing files listed before anything is sent, with what uses them', async () => {
    const report = await pack({ only_plan: true });
    expect(report).toMatchObject({ way: 'copy', files: 15, unreachable: [], notes: [], left_behind: [] });
    expect(report['missing']).toEqual([
      expect.stringMatching(/textures.forgotten\.png {2}\(used by Einstellung 01\.blend: image grün\.png\.\d+\)$/),
      expect.stringMatching(/^D:.textures.wood\.png {2}\(used by Einstellung 01\.blend: image grün\.png\.\d+\)$/),
    ]);
    expect(await readdir(storage)).toEqual([]);
  });

  it('leaves an excluded library at home, with all that only the library uses', async () => {
    const report = await pack({ only_plan: true, exclude: ['rocks/*.BLEND'] });
    expect(report).toMatchObject({ files: 13, unsearched: [] });
    expect(report['excluded']).toEqual([
      expect.stringMatching(/library texture\.png {2}\(used by stone\.blend: /),
      expect.stringMatching(/stone\.blend {2}\(used by rocks\.blend: library /),
    ]);
  });

  it('is complete on the shared storage, far from its original folder', async () => {
    const { blendfile } = await pack({ name: 'Über/all: {1}' });
    const [folder = ''] = await readdir(storage);
    expect(folder).toMatch(/^\d{4}-\d\d-\d\d-\d{6}-Über-all_ _1_$/);
    expect(blendfile).toBe(join(storage, folder, 'shots', 'Einstellung 01.blend'));
    const seen = await lookInto(String(blendfile));
    expect(seen).toEqual({ used: 14, linked: ['Stone'], missing: ['forgotten.png', 'wood.png'] });
  });

  it('is uploaded once; the second time, only the checkout is made', async () => {
    const first = await pack({ shaman: true, name: 'Schuß 1' });
    expect(first['blendfile']).toBe(`{jobs}/${String(first['checkout'])}/shots/Einstellung 01.blend`);
    expect(first['stages']).toContain('uploading');
    const inFarm = String(first['blendfile']).replace('{jobs}', join(farm.home, 'storage', 'jobs'));
    expect(await lookInto(inFarm)).toMatchObject({ linked: ['Stone'], missing: ['forgotten.png', 'wood.png'] });
    const second = await pack({ shaman: true, name: 'Schuß 1' });
    expect(second['stages']).not.toContain('uploading');
    expect(second['checkout']).not.toBe(first['checkout']);
  });

  it('stays where it is if that is on the shared storage, and files that are not there are reported', async () => {
    const report = await pack({ location: project, shaman: true });
    expect(report).toMatchObject({ way: 'in-place', blendfile: shot, checkout: null });
    expect(report['missing']).toHaveLength(2);
    expect((report['unreachable'] as string[]).map((line) => line.split('  (')[0])).toEqual([
      join(studio(), 'elsewhere', 'library texture.png'),
      join(studio(), 'elsewhere', 'outside.png'),
      join(studio(), 'elsewhere', 'rocks', 'stone.blend'),
    ]);
  });

  it('leaves nothing behind if the submission is refused afterwards', async () => {
    await pack({ discard: true });
    expect(await readdir(storage)).toEqual([]);
  });

  it('has never been saved: the artist is told to save it', async () => {
    const { problem } = await pack({ blend: join(studio(), 'untitled.blend') });
    expect(problem).toMatch(/untitled\.blend” cannot be read\. Save the file first\./);
  });

  it('cannot be copied to a storage that this computer cannot reach', async () => {
    const { problem } = await pack({ location: join(artist.home, 'not mounted') });
    expect(problem).toMatch(/not mounted” cannot be reached from this computer/);
  });
});

describe('a shot with a texture of 2 GB', () => {
  let artist: Artist;
  let args: Record<string, unknown> = {};
  let storage = '';

  beforeAll(async () => {
    artist = await newArtist(SYSTEM_BLENDER);
    storage = join(artist.home, 'storage');
    const made = await artist.run('make_studio.py', { folder: join(artist.home, 'studio') });
    const texture = join(String(made['project']), 'textures', 'absolute.png');
    await truncate(texture, 2 * GIGABYTE);
    await mkdir(storage);
    args = { manager: farm.url, blend: made['shot'], project: made['project'], location: storage };
  });
  afterAll(() => artist?.leave());

  it('can be cancelled in the middle of copying, and no half-written file is left', async () => {
    const report = await artist.run('pack.py', { ...args, cancel_at: 'copying' });
    expect(report).toMatchObject({ cancelled: true, left_behind: [] });
    expect(await readdir(storage)).toEqual([]);
  });

  it('is copied without filling in its holes', async () => {
    const { blendfile } = await artist.run('pack.py', args);
    const copy = await stat(join(String(blendfile), '..', '..', 'textures', 'absolute.png'));
    expect(copy.size).toBe(2 * GIGABYTE);
    expect(copy.blocks * 512).toBeLessThan(GIGABYTE / 100);
  });

  it('is uploaded without being held in memory', async () => {
    const report = await artist.run('pack.py', { ...args, shaman: true });
    expect(report).toMatchObject({ checkout: 'job', left_behind: [] });
    expect(report['peak_kilobytes']).toBeGreaterThan(0);
    expect(report['peak_kilobytes']).toBeLessThan(200_000);
  });
});

describe('the upload of a large file, if the connection to the manager breaks', () => {
  const SIZE = 200_000_000;

  it('continues where it left off', async () => {
    const line = await cutLine(new URL(farm.url), SIZE / 2);
    const artist = await newArtist(SYSTEM_BLENDER);
    const made = await artist.run('make_studio.py', { folder: join(artist.home, 'studio') });
    await truncate(join(String(made['project']), 'textures', 'absolute.png'), SIZE);
    const args = { manager: line.url, blend: made['shot'], project: made['project'], location: '', shaman: true };
    const report = await artist.run('pack.py', args);
    await artist.leave();
    line.close();
    expect(report).toMatchObject({ checkout: expect.stringMatching(/^job/) });
    expect(line.cuts).toBe(1);
    expect(line.bytes).toBeGreaterThan(SIZE);
    // Sending all of it again would be half as much again.
    expect(line.bytes).toBeLessThan(SIZE * 1.25);
  });
});

/** Passes bytes on to the manager, and cuts the first connection that has sent this many. */
async function cutLine(manager: URL, afterBytes: number) {
  const line = { url: '', bytes: 0, cuts: 0, close: () => undefined as unknown };
  const server = createServer((client) => {
    const upstream = connect(Number(manager.port), manager.hostname);
    let sent = 0;
    client.on('data', (part) => {
      line.bytes += part.length;
      sent += part.length;
      if (sent < afterBytes || line.cuts > 0) return;
      line.cuts += 1;
      client.destroy();
      upstream.destroy();
    });
    client.pipe(upstream).pipe(client);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  line.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  line.close = () => server.close();
  return line;
}
