import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { removeFirmly, renameFirmly } from '../../system/files/firmly.mjs';
import { archToFetch, NODE_MAJOR as MAJOR, nodeIsFine, packageFor, whyNotThis } from './choose-node.mjs';
import { giveToOwner } from './give-to-owner.mjs';
import { LaunchError } from './launch-error.mjs';
import { runNpm } from './run-npm.mjs';

/** The npm package that contains Node for each platform: this version, these bytes, and no others. */
const PACKAGES = new URL('../../shared/node-packages.json', import.meta.url);
/** What isolated-vm is built for; it may not be installed yet. */
const SANDBOX_BUILDS = new URL('../../shared/sandbox-builds.json', import.meta.url);

/**
 * A Node that runs all of the project: the running one if it does, otherwise the one in `.cache/node`, which is
 * installed there from npm if it is missing.
 * @param {string} root the project's folder
 * @returns {Promise<{path: string, env: NodeJS.ProcessEnv, arch: string}>} the executable, an environment whose
 * children find it first, and the processor that it is for
 */
export async function ensureNode(root) {
  const { platform, arch, versions } = process;
  const running = { version: versions.node, abi: versions.modules, platform, arch };
  if (hasOwnBuild(root) || nodeIsFine(running, JSON.parse(readFileSync(SANDBOX_BUILDS, 'utf8'))))
    return { path: process.execPath, env: process.env, arch };
  const home = join(root, '.cache', 'node', `${platform}-${archToFetch(platform, arch)}-${MAJOR}`);
  if (!works(executable(home))) {
    await install(home, running);
    giveToOwner(root, ['.cache']);
  }
  const path = executable(home);
  const inherited = process.env.PATH ?? '';
  return {
    path,
    arch: archToFetch(platform, arch),
    env: { ...process.env, PATH: dirname(path) + delimiter + inherited, NODE: path, npm_node_execpath: path },
  };
}

/** Somebody has compiled it for the Node that is installed here, and knows why. */
function hasOwnBuild(root) {
  const isNewEnough = Number.parseInt(process.versions.node, 10) >= MAJOR;
  return isNewEnough && existsSync(join(root, 'node_modules', 'isolated-vm', 'build', 'Release'));
}

/**
 * Installs beside the final place and then renames, so that a launch at the same moment sees either nothing or all of
 * it.
 */
async function install(home, running) {
  const wanted = nodePackage(running);
  process.stderr.write(`${whyNotThis(running)}: fetching Node ${MAJOR} into this project (once) …\n`);
  // Not by mkdtemp, which keeps others out: a service may run this Node under another account.
  const fresh = join(dirname(home), `incoming-${randomUUID()}`);
  await mkdir(fresh, { recursive: true });
  try {
    const { package: name, version, integrity } = wanted;
    const dependencies = { [name]: version };
    const about = { name: 'node', lockfileVersion: 3, requires: true };
    const packages = { '': { dependencies }, [`node_modules/${name}`]: { version, integrity } };
    await writeFile(join(fresh, 'package.json'), JSON.stringify({ private: true, dependencies }));
    await writeFile(join(fresh, 'package-lock.json'), JSON.stringify({ ...about, packages }));
    await writeFile(join(fresh, 'chosen.json'), JSON.stringify({ name }));
    // npm compares the archive with the lock file, and runs nothing of it.
    await runNpm(process.execPath, process.env, fresh, ['ci', '--ignore-scripts'], `fetch Node ${version}`);
    if (works(executable(home))) return;
    await removeFirmly(home);
    await renameFirmly(fresh, home, { unless: async () => works(executable(home)) }).catch((error) => {
      if (!works(executable(home))) throw error;
    });
    if (!works(executable(home))) throw new LaunchError(notFetched(running, `Node ${version} does not start here`));
  } finally {
    await removeFirmly(fresh);
  }
}

function nodePackage(running) {
  const platform = packageFor(running.platform, running.arch);
  const known = JSON.parse(readFileSync(PACKAGES, 'utf8'))[platform];
  if (known !== undefined) return known;
  throw new LaunchError(notFetched(running, `there is none to fetch for ${platform}`));
}

const notFetched = (running, why) =>
  `${whyNotThis(running)}, and ${why}: install Node ${MAJOR} and try again; docs/platforms.md says what runs where.`;

function executable(home) {
  const chosen = join(home, 'chosen.json');
  if (!existsSync(chosen)) return join(home, 'missing');
  const { name } = JSON.parse(readFileSync(chosen, 'utf8'));
  return join(home, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

function works(path) {
  return existsSync(path) && spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0;
}
