import { spawn } from 'node:child_process';
import { npmCommand, npmEnvironment } from '../../shared/npm-command.mjs';
import { LaunchError } from './launch-error.mjs';
import { npmFailed } from './npm-failed.mjs';

/**
 * Runs npm in a folder, silently; if it fails, its own messages are shown before the error.
 * @param {string} node the Node that runs npm
 * @param {NodeJS.ProcessEnv} env
 * @param {string} folder
 * @param {string[]} args
 * @param {string} purpose completes "npm could not …"
 */
export async function runNpm(node, env, folder, args, purpose) {
  const { command, args: start } = npmCommand(node, env);
  const quiet = ['--prefix', folder, '--loglevel=error', '--no-audit', '--no-fund', '--no-progress'];
  // The program itself is a batch file on Windows. Its name stays without quotes, else it looks for its parts in the
  // current folder.
  const shell = command === 'npm' && process.platform === 'win32';
  const all = [...start, ...args, ...quiet];
  const child = spawn(command, shell ? all.map((word) => `"${word}"`) : all, {
    cwd: folder,
    env: npmEnvironment(env),
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
  throw new LaunchError(npmFailed(purpose, problem, said));
}

/** npm gives the reason first, followed by lengthy usage instructions. */
function firstErrors(said) {
  const lines = said.split('\n').filter((line) => /^npm error \S/.test(line) && !line.includes('A complete log'));
  return lines
    .slice(0, 8)
    .map((line) => `${line}\n`)
    .join('');
}
