// Starts any command of this project from whatever Node 20 or newer happens to be installed: fetches a current Node and
// the dependencies if they are missing, then runs the entry with that Node. Plain JavaScript without dependencies,
// because nothing else is there yet.
//
//   node scripts/launch.mjs [--prepared | --bare] ENTRY [arguments…]
//
// ENTRY is a script of this project (.ts, .mjs) or a tool from node_modules/.bin. --prepared first builds what a
// manager serves: pages, add-on. --bare leaves the dependencies to a script that needs none at its start.
import { fileURLToPath } from 'node:url';
import { ensureModules } from './launch/ensure-modules.mjs';
import { ensureNode } from './launch/ensure-node.mjs';
import { findNpm } from './launch/find-npm.mjs';
import { LaunchError } from './launch/launch-error.mjs';
import { run } from './launch/run.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const given = process.argv.slice(2);
const prepared = given[0] === '--prepared';
const bare = given[0] === '--bare';
const [entry, ...args] = prepared || bare ? given.slice(1) : given;

// The demo says how long everything took, including the installation.
process.env.FLAMENCO_LAUNCHED_AT ??= String(Date.now());
// The manager runs npm, too, when it fetches Node for workers.
const npm = findNpm({ platform: process.platform, env: process.env, execPath: process.execPath });
if (npm) process.env.npm_execpath = npm;
// A service is started by the Node of this machine, not by the one that may be fetched below into a cache.
process.env.FLAMENCO_LAUNCHED_BY ??= process.execPath;

try {
  if (!entry) throw new LaunchError('usage: node scripts/launch.mjs [--prepared | --bare] ENTRY [arguments…]');
  const node = await ensureNode(root);
  if (!bare) await ensureModules(root, node);
  const built = prepared ? await run(root, node, 'scripts/prepare-manager.ts', []) : 0;
  process.exitCode = built === 0 ? await run(root, node, entry, args) : built;
} catch (error) {
  if (!(error instanceof LaunchError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
