import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkAccount } from '#scripts/service/check-account.ts';
import { findProgram } from '#scripts/system/find-program.ts';
import { needs } from '#tests/support/needs.ts';
import { temporaryFolder } from '#tests/worker/support/temporary-folder.ts';

const isRoot = process.platform === 'linux' && process.getuid?.() === 0 && findProgram('runuser') !== undefined;
const ROOT = needs('Linux, and to be root', isRoot);

describe('the account of a service', ROOT, () => {
  let shared: string;
  let node: string;
  beforeAll(async () => {
    shared = await mkdtemp(join(tmpdir(), 'flamenco-spec-'));
    await chmod(shared, 0o755);
    // The one that runs this may be in a folder of root's.
    node = join(shared, 'node');
    await copyFile(process.execPath, node);
  });
  afterAll(() => rm(shared, { recursive: true, force: true }));

  /** A project as far as the look at it goes, that everybody can read, and where a home can be. */
  async function places(): Promise<{ home: string; tree: string }> {
    const folder = await temporaryFolder();
    await chmod(folder, 0o755);
    const tree = join(folder, 'tree');
    for (const each of ['scripts', 'server', 'node_modules', '.next'])
      await mkdir(join(tree, each), { recursive: true });
    for (const each of ['scripts/launch.mjs', 'server/main.ts', '.next/BUILD_ID'])
      await writeFile(join(tree, each), '');
    return { home: join(folder, 'new', 'home'), tree };
  }
  const check = (account: string, { home, tree }: { home: string; tree: string }, current = node) =>
    checkAccount({ account, home, tree, node }, { platform: 'linux', env: process.env, current });

  it('gets a new home of its own', async () => {
    const there = await places();
    await check('nobody', there);
    expect((await stat(there.home)).uid).toBe(65_534);
    await check('nobody', there);
  });

  it('has to be there', async () => {
    const there = await places();
    await expect(check('nobody-of-this-name', there)).rejects.toThrow('there is no account "nobody-of-this-name"');
    expect(existsSync(there.home)).toBe(false);
  });

  it('has to be able to read the project', async () => {
    const there = await places();
    await chmod(join(there.tree, 'server'), 0o700);
    await expect(check('nobody', there)).rejects.toThrow(`it may not read ${join(there.tree, 'server/main.ts')}`);
  });

  it('has to be able to run the Node that the launcher has fetched', async () => {
    const there = await places();
    const fetched = join(there.tree, 'fetched', 'node');
    await mkdir(join(there.tree, 'fetched'), { mode: 0o700 });
    await writeFile(fetched, '', { mode: 0o755 });
    await expect(check('nobody', there, fetched)).rejects.toThrow(`it may not run ${fetched}`);
  });

  it('has to be able to write its home, and the files of a manager that root has run there', async () => {
    const there = await places();
    await mkdir(there.home, { recursive: true });
    await expect(check('nobody', there)).rejects.toThrow(`it may not write to ${there.home}`);
    await chmod(there.home, 0o777);
    await writeFile(join(there.home, 'flamenco-manager.sqlite'), '');
    await expect(check('nobody', there)).rejects.toThrow('flamenco-manager.sqlite');
  });
});
