import { spawn } from 'node:child_process';
import { LaunchError } from './launch-error.mjs';

/**
 * Runs npm in a folder, silently; if it fails, its own messages are shown before the error.
 * @param {string} node the Node that runs npm
 * @param {NodeJS.ProcessEnv} env
 * @param {string} folder
 * @param {string[]} args
 * @param {string} purpose completes "npm could not …"
 */
export async function runNpm(node, env, folder, args, purpose) {
  const cli = env.npm_execpath;
  const byScript = cli !== undefined && /npm-cli\.c?js$/.test(cli);
  const quiet = ['--prefix', folder, '--loglevel=error', '--no-audit', '--no-fund', '--no-progress'];
  const [command, ...start] = byScript ? [node, cli] : ['npm'];
  const shell = !byScript && process.platform === 'win32';
  const all = [...start, ...args, ...quiet];
  const child = spawn(command, shell ? all.map((word) => `"${word}"`) : all, {
    cwd: folder,
    env: withoutProject(env),
    shell,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const problem = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? '' : (signal ?? `exit code ${code}`)));
  });
  if (!problem) return;
  process.stderr.write(firstErrors(said));
  throw new LaunchError(
    `npm could not ${purpose} (${problem}): check the network connection and the npm settings, then try again.`,
  );
}

/** npm gives the reason first, followed by lengthy usage instructions. */
function firstErrors(said) {
  const lines = said.split('\n').filter((line) => /^npm error \S/.test(line) && !line.includes('A complete log'));
  return lines
    .slice(0, 8)
    .map((line) => `${line}\n`)
    .join('');
}

/** What `npm run` says about this project would mislead an npm in another folder. */
function withoutProject(env) {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([key]) => !/^npm_(package|lifecycle)_|^npm_config_(local_prefix|omit|include|global)/.test(key),
    ),
  );
}
