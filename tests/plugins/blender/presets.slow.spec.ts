import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '#scripts/farm/free-port.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist, type Reports } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';

let farm: TestFarm;
let other: TestFarm;
let nobody = '';
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
  other = await startTestFarm({ workers: 0 });
  nobody = `http://127.0.0.1:${await freePort()}`;
  const body = JSON.stringify({ name: 'GPU' });
  const headers = { 'content-type': 'application/json' };
  for (const { url } of [farm, other]) {
    await fetch(new URL('/api/v3/worker-mgt/tags', url), { method: 'POST', headers, body });
  }
});
afterAll(async () => {
  await farm?.stop();
  await other?.stop();
});

describe.each(BLENDERS)('presets and defaults, in $name', (blender) => {
  let reports: Reports;
  let project = '';
  beforeAll(async () => {
    const artist = await newArtist(blender);
    project = join(artist.home, 'film');
    reports = await artist.run('presets.py', { manager: farm.url, other: other.url, nobody, project });
    await artist.leave();
  });

  it('start a new file with the defaults of its manager, but for what belongs to the file it came from', () => {
    const untouched = { comment: '', chunk: 1, frames: '1-250' };
    expect(reports['built_in']).toEqual({ ...untouched, priority: 50, root: '', tag: '', given_by: [] });
    expect(reports['of_manager']).toEqual({
      ...untouched,
      priority: 80,
      root: '//renders',
      tag: 'GPU',
      given_by: ['Test farm'],
    });
    expect(reports['forgotten']).toEqual(reports['built_in']);
    expect(reports['of_this_file']).toEqual(['SETTING', 1, '{file}']);
    expect(reports['without_project']).toContain('Save the file in its project first.');
  });

  it('add those of its project once it is saved there; unknown names and impossible values are ignored and said', () => {
    expect(reports['of_project']).toMatchObject({
      priority: 30,
      chunk: 4,
      root: '//renders',
      given_by: ['Test farm', 'film'],
    });
    expect(reports['samples']).toBe(16);
    expect(reports['problems']).toEqual([
      'This version of the add-on has no setting “mood”: ignored in the defaults of “film”.',
      '“files_way” cannot be “by train”: ignored in the defaults of “film”.',
      'This version of the add-on has no setting “bokeh”: ignored in the defaults of “film”.',
      '“Simple Blender Render” has no setting “glitter”: ignored in the defaults of “film”.',
    ]);
  });

  it('never replace what is in a file, unless the artist starts over', () => {
    expect(reports['opened_later']).toBe(30);
    expect(reports['started_over']).toMatchObject({ priority: 31, chunk: 1 });
    expect(reports['entered']).toBe(99);
  });

  it('do not count as settings of the scene when all scenes are submitted', () => {
    expect(reports['second_has']).toBe(80);
    expect(reports['settings_of']).toEqual({ Scene: 'Scene', Second: 'Scene', Third: 'Third' });
  });

  it('find their worker tag by its name on each manager, also if they were given before it has answered', () => {
    expect(reports).toMatchObject({ unknown_tag: 'GPU', tag_elsewhere: 'GPU', untouched_elsewhere: true });
    expect(reports['obstacle']).not.toContain('worker tag');
  });

  it('are still untouched after an update that adds a setting', () => {
    expect(reports).toMatchObject({ untouched_of_older: true, touched_of_older: false });
  });

  it('are stored for a project in one small file in its folder, as a whole or not at all', () => {
    expect(reports['project_file']).toMatchObject({
      format: 1,
      settings: { priority: 99, output: { use_format: false } },
    });
    expect(reports['project_file']).not.toHaveProperty('settings.comment');
    expect(reports['project_file']).not.toHaveProperty('settings.output.view_layer');
    expect(reports['damaged']).toEqual([
      expect.stringMatching(/“film” are not used.*flamenco-ng.json” is not valid JSON.*line 2/),
    ]);
    expect(reports['despite_damage']).toBe(80);
    expect(reports['not_written']).toContain('flamenco-ng.json” could not be written');
    expect((reports['left'] as string[]).toSorted()).toEqual(['.blender_project', 'flamenco-ng.json', 'shots']);
  });

  it('store and bring back every property that any part of the add-on has, among the presets of Blender', () => {
    expect(reports).toMatchObject({ different: true, pristine: true, same: true, root: '//preset', in_folder: true });
    expect(reports).toMatchObject({ name: 'Final  4K', removed: true });
  });

  it('apply what they can of a preset of another version', () => {
    expect(reports['ignored']).toEqual(['This version of the add-on has no setting “mood”']);
    expect(reports['priority']).toBe(12);
    expect(reports['too_new']).toContain('it is of a newer version of the add-on');
  });
});
