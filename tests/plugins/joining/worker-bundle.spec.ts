import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { unpackTar } from 'modern-tar';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '#plugins/joining/archive.ts';
import { neededPackages } from '#plugins/joining/needed-packages.ts';
import { bundleWorker } from '#plugins/joining/worker-bundle.ts';

describe('the worker that new machines fetch', () => {
  let archive: Archive;
  let entries: Awaited<ReturnType<typeof unpackTar>>;
  let names: string[];
  let packageJson: string;
  beforeAll(async () => {
    archive = await bundleWorker();
    entries = await unpackTar(gunzipSync(archive.bytes));
    names = entries.map((entry) => entry.header.name);
    packageJson = Buffer.from(
      entries.find((entry) => entry.header.name === 'package.json')?.data ?? new Uint8Array(),
    ).toString();
  });

  it('contains its source, the contracts, the packages that it needs, and the licences', () => {
    expect(names).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'worker/main.ts',
        'server/contracts/worker.ts',
        'shared/job-files.ts',
        'node_modules/zod/package.json',
        'node_modules/pino/pino.js',
        'node_modules/pino/LICENSE',
      ]),
    );
  });

  it('contains nothing of the manager, and nothing to compile', () => {
    expect(names.filter((name) => /^(app|plugins|tests)\/|^server\/(?!contracts)/.test(name))).toEqual([]);
    expect(names.filter((name) => /^node_modules\/(next|react|kysely|sharp)\/|\.(c|cpp|h)$/.test(name))).toEqual([]);
  });

  it('says what it is, and what its imports refer to', () => {
    expect(JSON.parse(packageJson)).toMatchObject({
      type: 'module',
      private: true,
      version: expect.any(String),
      imports: { '#server/*': './server/*' },
    });
  });

  it('runs where there is nothing else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'flamenco-bundle-'));
    for (const { header, data } of entries) {
      await mkdir(join(folder, dirname(header.name)), { recursive: true });
      await writeFile(join(folder, header.name), data ?? '');
    }
    const main = join(folder, 'worker', 'main.ts');
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', main, '--version']);
    expect(stdout).toContain(JSON.parse(packageJson).version);
    await rm(folder, { recursive: true });
  });

  it('is the same to the byte if it is built again', async () => {
    expect((await bundleWorker()).checksum).toBe(archive.checksum);
  });
});

describe('the packages that are needed', () => {
  const lock = JSON.stringify({
    packages: {
      '': {},
      'node_modules/a': { dependencies: { b: '2', c: '1' } },
      'node_modules/a/node_modules/b': { dependencies: { c: '1' } },
      'node_modules/b': {},
      'node_modules/c': { dependencies: { a: '1' } },
      'node_modules/unused': {},
      'node_modules/native': { optionalDependencies: { 'native-linux': '1' } },
      'node_modules/native-linux': { os: ['linux'] },
    },
  });

  it('are found where Node finds them, each once', () => {
    expect(neededPackages(lock, ['a'])).toEqual(['node_modules/a', 'node_modules/a/node_modules/b', 'node_modules/c']);
    expect(neededPackages(lock, ['b'])).toEqual(['node_modules/b']);
  });

  it('are refused if they are missing or made for only one platform', () => {
    expect(() => neededPackages(lock, ['d'])).toThrow('package-lock.json does not have d');
    expect(() => neededPackages(lock, ['native'])).toThrow('native-linux, which is made for one platform only');
  });
});
