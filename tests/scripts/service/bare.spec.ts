import { cp } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '#scripts/project-root.ts';
import { needs } from '#tests/support/needs.ts';
import { temporaryFolder } from '#tests/worker/support/temporary-folder.ts';

describe('npm run service', needs('Linux', process.platform === 'linux'), () => {
  it('comes as far as stopping the manager without a single package', async () => {
    const tree = await temporaryFolder();
    await cp(join(PROJECT_ROOT, 'scripts'), join(tree, 'scripts'), { recursive: true });
    await cp(join(PROJECT_ROOT, 'package.json'), join(tree, 'package.json'));
    for (const part of ['shared', 'system', 'server', 'worker'])
      await cp(join(PROJECT_ROOT, part), join(tree, part), { recursive: true });
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [join(tree, 'scripts', 'service', 'main.ts'), 'stop', '--dry-run', '--name', 'no-such-manager'],
      { encoding: 'utf8' },
    );
    expect(stderr).toBe('there is no service called no-such-manager here; "npm run service -- install" makes one\n');
    expect(stdout).toBe('');
    expect(status).toBe(1);
  });
});
