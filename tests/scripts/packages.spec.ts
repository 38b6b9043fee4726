import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { npmFailed } from '#scripts/launch/npm-failed.mjs';
import { packagesAreInUse, packagesMatch, type LockedPackage } from '#scripts/launch/packages.mjs';
import { PROJECT_ROOT } from '#scripts/project-root.ts';

const wanted: Record<string, LockedPackage> = {
  '': {},
  'node_modules/zod': { version: '4.6.7' },
  'node_modules/sharp-win32-x64': { version: '1.0.0', optional: true, os: ['win32'], cpu: ['x64'] },
  'node_modules/sharp-win32-arm64': { version: '1.0.0', optional: true, os: ['win32'], cpu: ['arm64'] },
  'node_modules/sharp-linux-x64': { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'], libc: ['glibc'] },
  'node_modules/extra': { version: '2.0.0', optional: true },
};
const zod = { 'node_modules/zod': { version: '4.6.7' } };
const x64 = { 'node_modules/sharp-win32-x64': { version: '1.0.0' } };
const arm64 = { 'node_modules/sharp-win32-arm64': { version: '1.0.0' } };

describe('packages that npm has installed', () => {
  it.each([
    ['for this machine', { ...zod, ...x64 }, 'win32', 'x64', true],
    ['by a Node for another processor', { ...zod, ...arm64 }, 'win32', 'x64', false],
    ['for another processor and for this one', { ...zod, ...arm64, ...x64 }, 'win32', 'x64', true],
    ['for a machine whose C library only npm knows', zod, 'linux', 'x64', true],
    ['for a machine that nothing is made for', zod, 'freebsd', 'x64', true],
    ['in part', x64, 'win32', 'x64', false],
    ['in another version', { 'node_modules/zod': { version: '3.0.0' }, ...x64 }, 'win32', 'x64', false],
  ])('%s', (_title, there, platform, arch, expected) => {
    expect(packagesMatch(wanted, there, { platform, arch })).toBe(expected);
  });
});

describe('packages that a running manager or worker uses', () => {
  const denied = (code: string) => (path: string) => {
    if (path.endsWith('win32-x64.node')) throw Object.assign(new Error(code), { code });
  };

  it.each([
    ['EBUSY', true],
    ['EPERM', true],
    ['EACCES', true],
    ['ENOENT', false],
  ])('are found by the file of the database driver: %s', async (code, expected) => {
    const root = await mkdtemp(join(tmpdir(), 'packages-'));
    onTestFinished(() => rm(root, { recursive: true }));
    const driver = join(root, 'node_modules/better-sqlite3/prebuilds/win32-x64.node');
    expect(packagesAreInUse(root, denied(code))).toBe(false);
    await mkdir(dirname(driver), { recursive: true });
    await writeFile(driver, 'native');
    expect(packagesAreInUse(root, denied(code))).toBe(expected);
    expect(packagesAreInUse(root)).toBe(false);
    expect(await readFile(driver, 'utf8')).toBe('native');
  });

  it('are those that are installed', async () => {
    const tried: string[] = [];
    packagesAreInUse(PROJECT_ROOT, (path) => void tried.push(path));
    expect(tried).toHaveLength(4);
  });

  it.each([
    [`npm error code EBUSY\nnpm error EBUSY: resource busy or locked, unlink 'x.node'`, 'Stop the manager'],
    ['npm error code EPERM', 'Stop the manager'],
    ['npm error code ENOSPC', 'the disk is full'],
    ['npm error code ECONNREFUSED', 'check the network connection'],
  ])('and other reasons for which npm fails are told as such: %j', (said, words) => {
    const text = npmFailed('install the dependencies', 'exit code 1', said);
    expect(text).toMatch(/^npm could not install the dependencies \(exit code 1\): /);
    expect(text).toContain(words);
  });
});
