import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist, type Artist, type Reports } from './support/artist.ts';
import { BLENDER_WITH_WINDOWS, BLENDERS, BPY } from './support/blenders.ts';

const NO_PYTHON_IN_FILES = { blenderArgs: { values: [{ platform: 'all', value: '-b -Y' }] } };

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 1, settings: { variables: NO_PYTHON_IN_FILES } });
  await workerHasTold(farm.url);
});
afterAll(() => farm?.stop());

describe.each(BLENDERS)('the pre-flight, in $name', (blender) => {
  /** The only worker runs the Blender of the system. */
  const version = blender === BPY ? { blender_version: expect.objectContaining({ stops: false }) as unknown } : {};
  const rain = blender === BPY ? [stops(['Rain disk (Rain)'], 'Bake All…'), null] : undefined;
  let artist: Artist;
  let reports: Reports;
  beforeAll(async () => {
    artist = await newArtist(blender);
    const folder = join(farm.home, 'storage', 'shots', blender === BPY ? 'bpy' : 'system');
    reports = await artist.run('preflight.py', { manager: farm.url, folder, away: artist.home });
  });
  afterAll(() => artist?.leave());

  it('knows what the workers have said of their Blenders, and how they start them', () => {
    expect(reports['blender']).toMatchObject({ engines: ['CYCLES'], color_config: '' });
    expect(reports['arguments']).toBe('-b -Y');
  });

  it('finds nothing in a good file, whatever looks like a mistake in it', () => {
    expect(reports['good']).toEqual(version);
  });

  it('finds everything that goes wrong, names it, and tells what spoils the render from what may be meant', () => {
    expect(reports['bad']).toEqual({
      ...version,
      camera: stops([], 'Use “Camera”'),
      video_format: stops([], 'Render PNG Frames'),
      engine: stops([]),
      unsaved_images: stops(['image Beard', 'image Painted'], 'Save All Images'),
      simulations: stops(['Flag (cloth)', 'Jelly (soft body)', 'Snow (particles)'], 'Bake All…'),
      fluids: stops(['Domain (fluid)']),
      auto_run: stops(['driver of Driven']),
      add_ons: warns(['node tree Studio']),
      output_folder: warns([]),
      file_outputs: warns(['depth: /tmp/depth', 'masks: /'], 'Save Beside the File'),
      frame_range: warns([]),
      color_config: warns([]),
    });
    expect(reports['at_home']).toMatchObject({ text: expect.stringContaining('is in your home folder') });
  });

  it('stays silent where the farm can do it, or where nobody knows', () => {
    expect(reports).toMatchObject({ with_auto_run: false, perhaps_shared: false, with_range: false, with_untold: [] });
    expect(reports['with_choices']).toEqual([]);
  });

  it('shows objects and nodes', () => {
    expect(reports).toMatchObject({ shown: ['Flag', ['Flag']], shown_node: 'depth' });
  });

  it('mends what it can with one press, without changing how the scene itself is saved', () => {
    const names = ['camera', 'unsaved_images', 'video_format', 'file_outputs', 'simulations'];
    expect(reports['mended']).toEqual(Object.fromEntries(names.map((name) => [name, true])));
    expect(reports).toMatchObject({ camera: true, packed_images: ['Painted'], dirty: [], format: ['FFMPEG', 'PNG'] });
    expect(reports['folders']).toEqual(['//depth/', '//masks/']);
    expect(reports['left']).toEqual(['add_ons', ...Object.keys(version), 'fluids']);
  });

  it('asks once at the press about what spoils the render, and warnings stop nobody', () => {
    expect(reports['asked']).toMatch(/Nothing was submitted, because this will go wrong on the farm: Fluids .*Domain/);
    expect(reports['job']).toMatchObject({ name: 'bad', settings: { format: 'PNG' } });
    expect(reports['submitted']).toMatchObject({ name: 'without' });
    expect(reports['of_all_scenes']).toEqual([
      expect.stringMatching(/^Fluids are not baked/),
      expect.stringMatching(/^Scene “Second”: The scene has no active camera/),
    ]);
  });

  it('lists the files of the shot without saving or submitting it: the largest first, and what is missing', () => {
    expect(reports['checked']).toMatchObject({
      files: 6,
      groups: expect.arrayContaining([['textures/wood.png', 1, 3]]),
      patterns: expect.arrayContaining(['cache/smoke_*.vdb', 'textures/wood.png']),
      missing: ['later.png', 'gone.abc', 'lost.png'],
      excluded: [],
      too_long: [],
      text: expect.stringMatching(/6 files, .* MB:\n +1\.0 MB .*smoke_0001\.vdb\n/),
    });
    expect((reports['checked'] as { groups: unknown[] }).groups[0]).toEqual(['cache/smoke_*.vdb', 4, 40]);
    expect(reports).toMatchObject({ unchanged: true, left_behind: [] });
  });

  it('lists excluded files as such, existing or not, and does not bring them to the farm', () => {
    const smoke = [1, 2, 3, 4].map((number) => `smoke_000${number}.vdb`);
    expect(reports['without_cache']).toMatchObject({
      files: 2,
      missing: ['later.png', 'lost.png'],
      excluded: [...smoke, 'gone.abc'],
    });
    expect(reports['excluded']).toBe('cache/**; *.ABC; textures/wood.png');
    expect(reports['packed']).toEqual(['shot.blend', 'wood.png']);
  });

  it('names files whose paths are too long for Windows, on farms that have it', () => {
    expect(reports['for_windows']).toEqual(
      Array.from({ length: 4 }, () => expect.stringMatching(/smoke_.*261 characters/)),
    );
    expect(reports['without_windows']).toEqual([]);
    expect((reports['on_windows'] as string[]).map((path) => path.replaceAll('deep\\', ''))).toEqual([
      '\\\\nas\\farm\\a\\b.exr',
      'T:\\x',
      '',
      'C:\\x',
      'S:\\x',
    ]);
    expect(reports['in_place']).toEqual([expect.stringMatching(/260 characters/)]);
  });

  it('names frames whose paths are too long for Windows, with their extension', () => {
    expect(reports['long_settings']).toEqual([[], [expect.stringMatching(/260 characters/)], [], []]);
  });

  it('finds simulation zones that are not baked on disk, in Blenders that have them', () => {
    expect(reports['rain']).toEqual(rain);
  });
});

describe('the pre-flight in the panel', () => {
  let reports: Reports;
  beforeAll(async () => {
    const artist = await newArtist(BLENDER_WITH_WINDOWS);
    const pictures = process.env['PICTURES'] ?? '';
    const file = join(farm.home, 'storage', 'panel', 'sc010.blend');
    reports = await artist.run('preflight_panel.py', { manager: farm.url, file, pictures });
    await artist.leave();
  });

  it('follows what changes in the file by itself, and is drawn from what was found then', () => {
    expect(reports).toMatchObject({ seen_by_itself: true, looks_while_drawing: 0, wrong: [] });
  });

  it('is about all scenes if all are submitted', () => {
    expect(reports['of_all_scenes']).toEqual([
      [expect.stringMatching(/^Scene “Second”: The scene has no active camera/), ''],
    ]);
  });

  it('leaves Blender’s windows alone in the thread of a render', () => {
    expect(reports['looks_by_thread']).toEqual([0, 1]);
  });

  it('is up to date as soon as something is mended', () => {
    expect(reports).toMatchObject({ mended_at_once: true, packed: true });
  });

  it('looks at the files as they are now, which leaves the open file unsaved and the saved one untouched', () => {
    expect(reports).toMatchObject({ still_unsaved: true, untouched: true, same_file: true, left: 10 });
  });

  it('asks at the press, and the job can be submitted even so', () => {
    expect(reports['asked']).toEqual([
      expect.stringMatching(/^Changes of images are not saved.*wrinkles 2 and 4 more$/),
      expect.stringMatching(/^Simulations are not baked/),
      expect.stringMatching(/^Fluids are not baked/),
    ]);
    expect(reports).toMatchObject({ job: { name: 'sc010' }, problem: '' });
  });

  it('does not make Blender forget what is not saved when a copy is submitted', () => {
    expect(reports).toMatchObject({ copy_problem: '', unsaved_after_copy: true });
  });
});

function stops(items: string[], mend = ''): unknown {
  return { stops: true, items, mend, text: expect.any(String) };
}

function warns(items: string[], mend = ''): unknown {
  return { stops: false, items, mend, text: expect.any(String) };
}

/** Waits until the only worker has sent its self-check. */
async function workerHasTold(manager: string): Promise<void> {
  for (;;) {
    const answer = await fetch(new URL('/api/v3/worker-mgt/kinds', manager));
    const { kinds } = (await answer.json()) as { kinds: { blender?: unknown }[] };
    if (kinds.some((each) => each.blender)) return;
    await wait(100);
  }
}
