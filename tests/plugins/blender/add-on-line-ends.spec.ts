import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { fingerprintOf, readAddOn } from '#plugins/blender/add-on-files.ts';
import { PROJECT_ROOT } from '#scripts/project-root.ts';
import { copyWithWindowsLineEnds } from '#tests/support/windows-line-ends.ts';

it('the add-on is the same to the byte when its files have the line ends of Windows', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'add-on-line-ends-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await copyWithWindowsLineEnds(join(PROJECT_ROOT, 'plugins', 'blender', 'addon', 'flamenco_ng'), folder, ['**/*']);
  expect(fingerprintOf(await readAddOn([], folder))).toBe(fingerprintOf(await readAddOn([])));
});
