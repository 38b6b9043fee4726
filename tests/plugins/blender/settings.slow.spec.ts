import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist, type Artist, type Reports } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
  await mkdir(join(farm.home, 'scripts'));
  await copyFile(join(import.meta.dirname, 'fixtures', 'everything.js'), join(farm.home, 'scripts', 'everything.js'));
});
afterAll(() => farm?.stop());

describe.each(BLENDERS)('the settings of a job type, in $name', (blender) => {
  let artist: Artist;
  let reports: Reports;
  let folder = '';

  beforeAll(async () => {
    artist = await newArtist(blender);
    folder = join(farm.home, 'storage', 'Ordner');
    reports = await artist.run('draw_settings.py', { manager: farm.url, file: join(folder, 'a.blend') });
  });
  afterAll(() => artist?.leave());

  it('are those meant for the submission; a key that Blender itself uses gets another name there', () => {
    expect(reports['names']).toEqual([
      'frames',
      'quality',
      'count',
      'scale',
      'on',
      'setting_5',
      'setting_6',
      'odd_arguments',
      'computed',
      'texture',
      'at_submission',
      'shown',
      'frozen',
    ]);
  });

  it('are read once from what the manager answered, not each time the panel is drawn', () => {
    expect(reports['parsed_once']).toBe(true);
  });

  it('have the type, label and range given in the script, are hidden from Blender’s own lists, and cannot be animated', () => {
    expect(reports['properties']).toMatchObject({
      quality: { type: 'ENUM', label: 'Quality' },
      count: { type: 'INT' },
      scale: { type: 'FLOAT' },
      on: { type: 'BOOLEAN' },
      setting_6: { type: 'STRING', label: 'Mine' },
      odd_arguments: { type: 'INT', label: 'Odd Arguments' },
      texture: { type: 'STRING', subtype: 'FILE_PATH' },
    });
    const looks = Object.values(reports['properties'] as Record<string, { hidden: boolean; animatable: boolean }>);
    expect(looks.filter(({ hidden, animatable }) => !hidden || animatable)).toEqual([]);
    expect([reports['choices'], reports['range']]).toEqual([
      ['draft', 'final'],
      [1, 10],
    ]);
  });

  it('start with their defaults, or with the result of their expression', () => {
    expect(reports['defaults']).toMatchObject({
      frames: '1-2',
      quality: 'final',
      count: 3,
      scale: 1,
      on: true,
      setting_5: 'a name',
      computed: 'e2',
      frozen: 'as it is',
      shown: `1-2|a|Ordner|${join(folder, 'y')}`,
    });
  });

  it('follow the scene until the artist overrides them, and again after one click', () => {
    expect(reports['frames']).toEqual(['1-9', '1-9', '3', '1-12']);
  });

  it('are submitted under the keys of the script: entered values, defaults, and the results of hidden expressions; of a type that only the script knows, the default or the result as it is', () => {
    expect((reports['job'] as { settings: unknown }).settings).toEqual({
      frames: '3',
      quality: 'draft',
      count: 10,
      scale: 0.1,
      on: true,
      name: 'a name',
      'my-key': '',
      odd_arguments: 0,
      computed: 'e20',
      texture: join(folder, 'textures', 'wood.png'),
      at_submission: '',
      shown: `3|a|Ordner|${join(folder, 'y')}`,
      frozen: 'as it is',
      hidden_and_computed: 'Scene',
      hidden_default: 'abc',
      on_web: 7,
      passes: ['Z', 'Mist'],
      cameras: ['Camera'],
      blendfile: join(folder, 'a.blend'),
    });
  });

  it('are stored in the file, and survive an update of the add-on', () => {
    expect(reports['reopened']).toEqual([false, '3', 10, 'draft', 'everything']);
  });
});
