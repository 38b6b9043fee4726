import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NODE_MAJOR as JOINING_MAJOR, NODE_PACKAGES } from '#plugins/joining/platforms.ts';
import { NODE_MAJOR, nodeIsFine, packageFor, whyNotThis, type SandboxBuilds } from '#scripts/launch/choose-node.mjs';
import { PROJECT_ROOT } from '#scripts/project-root.ts';

const PREBUILDS = join(PROJECT_ROOT, 'node_modules', 'isolated-vm', 'prebuilds');
const builds = JSON.parse(await readFile(join(PROJECT_ROOT, 'shared', 'sandbox-builds.json'), 'utf8')) as SandboxBuilds;

const node = (version: string, abi: string, machine: string) => {
  const [platform = '', arch = ''] = machine.split('-');
  return { version, abi, platform, arch };
};

describe('the Node that a command of this project runs with', () => {
  it.each([
    ['24.22.3', '137', 'linux-x64'],
    ['24.0.0', '137', 'darwin-arm64'],
    ['24.21.0', '137', 'win32-x64'],
    ['26.10.0', '147', 'linux-arm64'],
    // There is nothing better to fetch, and a worker needs no sandbox.
    ['24.18.1', '137', 'darwin-x64'],
    ['25.1.0', '141', 'darwin-x64'],
    ['25.1.0', '141', 'freebsd-x64'],
  ])('is the one that is there: %s (ABI %s) on %s', (version, abi, machine) => {
    expect(nodeIsFine(node(version, abi, machine), builds)).toBe(true);
  });

  it.each([
    ['20.11.0', '115', 'linux-x64', 'linux-x64', 'Node 20.11.0 is too old here'],
    ['22.9.0', '127', 'darwin-x64', 'darwin-x64', 'Node 22.9.0 is too old here'],
    ['25.1.0', '141', 'linux-x64', 'linux-x64', 'Node 25.1.0 lacks native parts that exist for Node 24'],
    ['25.1.0', '141', 'win32-x64', 'win-x64', 'Node 25.1.0 lacks native parts that exist for Node 24'],
    ['27.0.0', '151', 'darwin-arm64', 'darwin-arm64', 'Node 27.0.0 lacks native parts that exist for Node 24'],
    ['24.21.0', '137', 'win32-arm64', 'win-x64', 'Node 24.21.0 for arm64 lacks native parts that exist for x64'],
  ])('is fetched instead of %s (ABI %s) on %s', (version, abi, machine, wanted, why) => {
    const running = node(version, abi, machine);
    expect(nodeIsFine(running, builds)).toBe(false);
    expect(packageFor(running.platform, running.arch)).toBe(wanted);
    expect(Object.keys(NODE_PACKAGES)).toContain(wanted);
    expect(whyNotThis(running)).toBe(why);
  });

  it('is the same for new workers', () => {
    expect(JOINING_MAJOR).toBe(NODE_MAJOR);
  });

  it('is judged by what isolated-vm is built for', async () => {
    expect((await readdir(PREBUILDS)).toSorted()).toEqual(builds.platforms);
    for (const platform of builds.platforms) {
      const files = await readdir(join(PREBUILDS, platform));
      const abis = new Set(files.map((file) => /\.abi(\d+)\./.exec(file)?.[1] ?? file));
      expect([platform, ...[...abis].toSorted()]).toEqual([platform, ...builds.abis]);
    }
  });

  it('finds the database driver on every machine for which Node can be fetched', async () => {
    const drivers = await readdir(join(PROJECT_ROOT, 'node_modules', 'better-sqlite3', 'prebuilds'));
    const machines = [...Object.keys(NODE_PACKAGES), 'linuxmusl-x64'].map((name) => name.replace(/^win-/, 'win32-'));
    expect(drivers).toEqual(expect.arrayContaining(machines.map((machine) => `${machine}.node`)));
  });
});
