import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '#scripts/farm/free-port.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist, type Artist, type Reports } from './support/artist.ts';
import { BLENDERS, BLENDER_WITH_WINDOWS } from './support/blenders.ts';

/** Expressions with the type of their setting. Python as a whole must give the same. */
const SIMPLE = [
  ["f'{C.scene.frame_start:04}-{C.scene.frame_end!r:>6}'", 'string'],
  ["'%s_%03d' % (jobname, C.scene.frame_end)", 'string'],
  ['C.scene.frame_end // 2 + 3 * -2 ** 2 % 5', 'int32'],
  ['C.scene.render.resolution_x / 2', 'float'],
  ["', '.join(sorted(each.name for each in bpy.data.objects if each.type in ('CAMERA', 'LIGHT')))", 'string'],
  ["bpy.data.objects['Cube'].name[1:3]", 'string'],
  ["bpy.data.objects.get('Nothing') is None", 'bool'],
  ["getattr(C.scene, 'nothing', 'default') + str(hasattr(C.scene, 'cycles'))", 'string'],
  ['C.scene.cycles.samples', 'int32'],
  ['round(C.scene.world.color[0] + C.object.location.x, 3)', 'float'],
  ['bpy.app.version >= (3, 4) and not bpy.app.version < (3, 4, 0)', 'bool'],
  ["bpy.path.basename(bpy.data.filepath).replace('.blend', '') if bpy.data.is_saved else 'none'", 'string'],
  ["(Path(bpy.data.filepath).parent / 'x').with_suffix('.exr').name", 'string'],
  ['max(len(C.view_layer.objects), 2)', 'int32'],
  ['C.view_layer.objects.active.name', 'string'],
  ['[each.name for each in C.scene.view_layers][0]', 'string'],
  ['1 if 1 < C.scene.frame_end <= 2 else 0', 'int32'],
  ['settings.add_path_components + sum(range(5))', 'int32'],
];

const HARMFUL = [
  "__import__('os').system('true')",
  "open('/etc/passwd').read()",
  "eval('1')",
  "exec('1')",
  "getattr(bpy, 'ops')",
  "getattr(C.scene, '__class__')",
  "getattr(C.scene, '_' + '_class__')",
  '().__class__.__base__.__subclasses__()',
  "'{0.__class__}'.format(C)",
  "f'{C.scene.__class__}'",
  '(lambda: 1)()',
  '(jobname := 1)',
  'bpy.ops.wm.quit_blender()',
  "bpy.ops.wm.save_as_mainfile(filepath='/tmp/x')",
  'bpy.utils.script_paths()',
  'bpy.data.objects.remove(bpy.data.objects[0])',
  "bpy.data.texts.new('x')",
  'C.scene.update_tag()',
  'C.scene.update_tag',
  "Path('/etc/passwd').read_text()",
  "Path('x').write_text('x')",
  'Path.home()',
  "Path('/').exists()",
  'abspath.__globals__',
  'C.preferences.addons.keys()',
  "[each.preferences.token for each in C.preferences.addons if each.module.endswith('flamenco_ng')][0]",
  'bpy.context.preferences.filepaths.temporary_directory',
  'C.window_manager.clipboard',
  'bpy.data.window_managers[0].clipboard',
  'list(bpy.data.window_managers)[0].name',
  'max(list(bpy.data.window_managers)).name',
  'str(bpy.data.screens[0].areas[0])',
  'settings.value.__func__',
  'max([1], key=abspath)',
  '[each for each in ()].append(1)',
  'C.scene.bl_rna.functions',
];

const ENDLESS = [
  "'x' * 10 ** 9",
  '10 ** 10 ** 10',
  '9 ** 32 ** 2',
  "f'{1:>1000000000}'",
  "'%1000000000d' % 1",
  "'%*d' % (1000000000, 1)",
  'sum(range(10 ** 10))',
  '[a for a in range(1000) for b in range(1000)]',
  "'x'.replace('x', 'y' * 1000).replace('y', 'y' * 1000).replace('y', 'z' * 1000)",
  '-'.repeat(3000) + '1',
  'round(1, -10 ** 9)',
  "('x' * 1000).join(['y'] * 1000)",
  'str([[c for d in range(1000)] for c in [[b for d in range(1000)] for b in [[0 for d in range(1000)]]]])',
  'sum([[0] * 1000 for d in range(1000)], [])',
];

let farm: TestFarm;
let nobody = '';
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
  nobody = `http://127.0.0.1:${await freePort()}`;
  await mkdir(join(farm.home, 'scripts'));
  const name = 'python-of-the-manager.js';
  await copyFile(join(import.meta.dirname, 'fixtures', name), join(farm.home, 'scripts', name));
});
afterAll(() => farm?.stop());

describe.each(BLENDERS)('Python that a manager supplies, in $name', (blender) => {
  let artist: Artist;
  let reports: Reports;

  beforeAll(async () => {
    artist = await newArtist(blender);
    const file = join(farm.home, 'storage', 'Ordner', 'a.blend');
    const args = { manager: farm.url, nobody, file, simple: SIMPLE, harmful: HARMFUL, endless: ENDLESS };
    reports = await artist.run('trust.py', args);
  });
  afterAll(() => artist?.leave());

  it('is not asked about for the usual job type: the small evaluator gives what Python gives', () => {
    expect(reports['usual_asks']).toEqual([]);
    expect(reports['no_values']).toEqual([]);
    expect(reports['different']).toEqual([]);
    expect(reports['computed']).toBeGreaterThan(SIMPLE.length + 6);
  });

  it('is not evaluated before the artist trusts it, if it could do harm or tell secrets', () => {
    expect(reports['harmful']).toEqual(Object.fromEntries(HARMFUL.map((each) => [each, 'needs trust'])));
  });

  it('cannot keep Blender busy or fill its memory', () => {
    expect(reports['endless']).toEqual([]);
  });

  it('keeps a job from being submitted until the artist decides, also while only the kept answer is known', () => {
    const why = '“Mark” runs Python of the manager. Do you trust it? Answer in the panel';
    const listing = why.replace('Mark', 'Listing');
    expect(reports['asks']).toEqual([listing, 0, expect.stringContaining(listing), false, listing, 0]);
    expect(reports['ran']).toBe(false);
    expect(reports['own_value']).toBe(listing);
  });

  it('runs as soon as the artist trusts the manager, and no longer than that', () => {
    expect(reports['trusted']).toEqual([1, 'SCENE']);
    expect(reports['ran_then']).toBe(true);
    expect(reports['elsewhere']).toEqual([expect.stringContaining('localhost'), true, 7]);
    expect(reports).toMatchObject({ withdrawn: true, ran_again: false });
  });
});

it('is shown in the panel together with the question, as is that about the token, without an error', async () => {
  const artist = await newArtist(BLENDER_WITH_WINDOWS);
  const pictures = process.env['KEEP_SCREENSHOTS'] ?? artist.home;
  const reports = await artist.run('trust_panel.py', { manager: farm.url, pictures, far: 'http://farm.invalid:8080' });
  const sizes = ['trust', 'plain-http', 'preferences'].map(async (name) => {
    const { width } = await sharp(join(pictures, `${name}.png`)).metadata();
    return width > 400;
  });
  expect(await Promise.all(sizes)).toEqual([true, true, true]);
  await artist.leave();
  expect(reports).toEqual({ wrong: [], asks: true });
});
