import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startTestManager } from '#tests/support/test-manager.ts';
import { startWorker } from '../support/worker-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('with real Blender, FFmpeg and a real manager, --check finds this machine ready, and reports a manager that is not there', async () => {
  const manager = await startTestManager();
  const home = await temporaryFolder();
  await writeFile(path.join(home, 'flamenco-worker.yaml'), `manager_url: ${manager.url}\n`);
  const { location } = await manager.client.get<{ location: string }>('/configuration/shared-storage/workers/linux');
  await mkdir(location, { recursive: true });
  const fit = startWorker(['--home', home, '--check'], home);
  expect(await fit.exit, fit.output()).toMatchObject({ code: 0 });
  expect(fit.output()).toMatch(/^✓ Blender +\d+\.\d+/m);
  expect(fit.output()).toMatch(/^✓ GPUs /m);
  expect(fit.output()).toMatch(/^✓ FFmpeg +\d/m);
  expect(fit.output()).toMatch(/^✓ Clock /m);
  expect(fit.output()).toMatch(/^✓ Shared storage +\S+, readable and writable/m);
  const broken = startWorker(['--home', home, '--check', '--json', '--manager', 'http://127.0.0.1:59999/'], home);
  expect(await broken.exit).toMatchObject({ code: 1 });
  expect(JSON.parse(broken.output())).toMatchObject({
    ready: false,
    checks: expect.arrayContaining([expect.objectContaining({ name: 'Manager', level: 'problem' })]),
  });
  await manager.stop();
});
