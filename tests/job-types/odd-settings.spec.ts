import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JobSetting } from '#server/contracts/job-type.ts';
import { startTestCompiler, type TestCompiler } from '#tests/support/job-compiler.ts';

/** Everything that a submission may hold once its types have been checked. */
const ODD: Readonly<Record<string, readonly unknown[]>> = {
  string: [undefined, null, '', ' ', '/', '\\', ',', '-', '💥', '{', "'"],
  int32: [undefined, null, 0, -1, 2_147_483_647, -2_147_483_648],
  float: [undefined, null, 0, -1, 1e300, 0.001],
  bool: [undefined, null, true, false],
};
const PLAIN: Readonly<Record<string, Record<string, unknown>>> = {
  'echo-sleep-test': { message: 'hi', sleep_duration_seconds: 1, sleep_repeats: 1 },
  'simple-blender-render': {
    frames: '1-4,6',
    chunk_size: 2,
    render_output_root: '/renders/',
    add_path_components: 0,
    render_output_path: '/renders/{timestamp}/######',
    blendfile: '/a.blend',
    fps: 24,
    format: 'PNG',
    image_file_extension: '.png',
    scene: 'Shot',
  },
};
/** How JavaScript complains about a mistake in a script. */
const MISTAKE = /is not (a function|iterable|defined)|cannot (read|convert|set)|undefined|(?<!:)\bnull\b/i;

describe.each(Object.entries(PLAIN))('%s and odd values of its settings', (jobType, plain) => {
  let compiler: TestCompiler;
  let described: readonly JobSetting[] = [];
  beforeAll(async () => {
    compiler = await startTestCompiler({ maxTasks: 100 });
    described = (await compiler.registry.get(jobType))?.settings ?? [];
  });
  afterAll(() => compiler.stop());

  test('make a job, or an error that says what is wrong', async () => {
    expect((await compiler.compile(jobType, plain)).tasks.length).toBeGreaterThan(1);
    const cases = described.flatMap(({ key, type }) => (ODD[type] ?? []).map((value) => ({ key, value })));
    const mistakes: string[] = [];
    for (const { key, value } of cases) {
      const settings = Object.fromEntries(
        Object.entries({ ...plain, [key]: value }).filter(([, each]) => each !== undefined),
      );
      const told = await compiler.compile(jobType, settings).then(
        ({ tasks }) => JSON.stringify(tasks.map(({ name, commands }) => [name, commands])),
        (error: Error) => error.message,
      );
      if (MISTAKE.test(told)) mistakes.push(`${key} = ${JSON.stringify(value)}: ${told.slice(0, 300)}`);
    }
    expect(mistakes).toEqual([]);
  });
});
