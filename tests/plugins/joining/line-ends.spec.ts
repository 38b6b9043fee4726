import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scriptText } from '#plugins/joining/joining.ts';
import { bundleWorker, SOURCES } from '#plugins/joining/worker-bundle.ts';
import { PROJECT_ROOT } from '#scripts/project-root.ts';
import { copyWithWindowsLineEnds } from '#tests/support/windows-line-ends.ts';

describe('a manager whose files have the line ends of Windows', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'line-ends-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(['join.sh', 'join.ps1'] as const)('serves %s as every other manager does, in one piece', async (name) => {
    const scripts = join(folder, 'scripts');
    await copyWithWindowsLineEnds(join(PROJECT_ROOT, 'plugins', 'joining', 'scripts'), scripts, ['*']);
    const text = await scriptText(name, scripts);
    expect(text).not.toContain('\r');
    expect(text).not.toContain('@SERVICES@');
    expect(text).toBe(await scriptText(name));
  });

  it('hands out the same worker to the byte', async () => {
    const project = join(folder, 'project');
    const files = [...SOURCES, 'LICENSE', 'package.json', 'package-lock.json'];
    await copyWithWindowsLineEnds(PROJECT_ROOT, project, files);
    await symlink(join(PROJECT_ROOT, 'node_modules'), join(project, 'node_modules'), 'junction');
    expect((await bundleWorker(project)).checksum).toBe((await bundleWorker()).checksum);
  });
});
