import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { launcherSignals } from './launcher-signals.mjs';
import { nodeFlags } from './node-flags.mjs';

const ORPHAN_CHECK_MS = 250;

/**
 * Runs a script or a tool of this project in the current folder, with our own input and output.
 * @param {string} root the project's folder
 * @param {{path: string, env: NodeJS.ProcessEnv}} node
 * @param {string} entry
 * @param {string[]} args
 * @returns {Promise<number>} the exit code; being killed by a signal counts as 128 plus the signal's number
 */
export async function run(root, node, entry, args) {
  const windows = process.platform === 'win32';
  const isScript = /\.(ts|mjs|cjs|js)$/.test(entry);
  const tool = join(root, 'node_modules', '.bin', windows ? `${entry}.cmd` : entry);
  const shell = windows && !isScript;
  const command = isScript ? node.path : tool;
  const all = isScript ? [...nodeFlags(entry), join(root, entry), ...args] : args;
  const quote = (word) => (shell ? `"${word}"` : word);
  const child = spawn(quote(command), all.map(quote), { cwd: root, env: node.env, shell, stdio: 'inherit' });
  const { heard, passedOn } = launcherSignals(process.platform, process.stdin.isTTY);
  const passOn = (signal) => {
    if (passedOn.includes(signal)) child.kill(signal);
  };
  for (const signal of heard) process.on(signal, passOn);
  const watch = windows ? undefined : whenOrphaned(() => child.kill('SIGTERM'));
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
    });
  } finally {
    for (const signal of heard) process.off(signal, passOn);
    clearInterval(watch);
  }
}

/**
 * npm sends its signals to the shell that it put between itself and us, and many shells die of them without passing
 * them on. Then we have lost our parent, which is as good as the signal.
 */
function whenOrphaned(tell) {
  if (!process.env.npm_lifecycle_event) return undefined;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    tell();
  }, ORPHAN_CHECK_MS);
  return watch.unref();
}
