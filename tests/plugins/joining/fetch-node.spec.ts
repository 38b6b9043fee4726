import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished, vi } from 'vitest';
import { fetchNode } from '#plugins/joining/fetch-node.ts';
import { NODE_PACKAGES } from '#plugins/joining/platforms.ts';

it('Node of versions that are not served any more is removed, even if the new one cannot be fetched', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'joining-'));
  onTestFinished(async () => await rm(folder, { recursive: true }));
  onTestFinished(() => void vi.unstubAllEnvs());
  // There is no npm.
  vi.stubEnv('PATH', folder);
  vi.stubEnv('npm_execpath', undefined);
  const current = `node-${NODE_PACKAGES['linux-x64'].version}-linux-x64.tgz`;
  const others = ['node-24-darwin-x64.tgz', 'notes-linux-x64.tgz'];
  for (const name of ['node-24-linux-x64.tgz', 'node-24.0.1-linux-x64.tgz', current, ...others])
    await writeFile(join(folder, name), 'old');
  await expect(fetchNode(folder, 'linux-x64', pino({ level: 'silent' }))).rejects.toThrow('could not fetch Node');
  expect((await readdir(folder)).toSorted()).toEqual([current, ...others].toSorted());
});
