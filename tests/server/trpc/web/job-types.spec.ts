import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWebFarm, type WebFarm } from './support/web-farm.ts';

let farm: WebFarm;
beforeEach(async () => {
  farm = await openWebFarm();
});
afterEach(() => farm.close());

test('the page of job types has every script, with what is wrong with it or odd about it', async () => {
  const folder = join(farm.farm.config.home, 'scripts');
  await mkdir(folder);
  await writeFile(join(folder, 'broken.js'), 'function compileJob() {}');
  await writeFile(
    join(folder, 'odd_one.js'),
    'const JOB_TYPE = { label: "Odd", settings: [{ key: "a", type: "bool", visible: false }] };\nfunction compileJob() {}',
  );
  const list = await farm.caller().jobTypes.find();
  expect(list.folder).toBe(folder);
  expect(list.job_types.map(({ name }) => name)).toEqual([
    'broken',
    'echo-sleep-test',
    'odd-one',
    'simple-blender-render',
  ]);
  expect(list.job_types).toMatchObject([
    { label: '', origin: 'studio', file: 'broken.js', error: expect.stringContaining('no JOB_TYPE in broken.js') },
    { label: 'Echo Sleep Test', origin: 'built-in', settings: 3, error: null, warnings: [] },
    {
      label: 'Odd',
      origin: 'studio',
      file: 'odd_one.js',
      settings: 1,
      error: null,
      warnings: [expect.stringContaining('visible is false, which was taken as "hidden"')],
    },
    { origin: 'built-in', error: null, warnings: [] },
  ]);
});
