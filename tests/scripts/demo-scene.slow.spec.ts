import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROJECT_ROOT } from '#scripts/project-root.ts';
import { lastLines, runQuietly } from '#scripts/system/run-quietly.ts';
import { BLENDERS } from '#tests/plugins/blender/support/blenders.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flamenco-demo-scene-'));
});
afterAll(() => rm(folder, { recursive: true }));

it.each(BLENDERS)('the scene of the demo can be built by $name', async (blender) => {
  const file = join(folder, `${blender.name}.blend`);
  const [program = '', ...args] = blender.command(join(PROJECT_ROOT, 'scripts', 'demo', 'scene.py'));
  const { code, said } = await runQuietly(program, [...args, file]);
  expect(code, lastLines(said, 20)).toBe(0);
  expect((await stat(file)).size).toBeGreaterThan(50_000);
});
