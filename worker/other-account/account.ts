import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ConfigError } from '../config-error.ts';

/** How a program is started under the account for tasks: the words before its own command line. */
export type StartAs = readonly [program: string, ...words: string[]];

/**
 * How to start programs under another account: root becomes that account and, on Linux, gives up the way back;
 * everybody else needs a rule of sudo that lets them do it without a password.
 *
 * @param name `run_tasks_as` in flamenco-worker.yaml
 * @throws ConfigError if there is no such account, or it is the worker's own.
 */
export async function startAs(name: string, platform = process.platform): Promise<StartAs> {
  if (process.getuid === undefined)
    throw new ConfigError('run_tasks_as: Windows cannot do that; start the worker under an account with few rights');
  const ids = await Promise.all([idOf(name, '-u'), idOf(name, '-g')]).catch((error: unknown) => {
    throw new ConfigError(`run_tasks_as: there is no account "${name}" on this machine`, error);
  });
  const [uid, gid] = ids;
  if (Number(uid) === process.getuid())
    throw new ConfigError(
      `run_tasks_as: "${name}" is the account of the worker itself, whose files tasks are not to read`,
    );
  // setpriv is a part of Linux.
  if (process.getuid() !== 0 || platform !== 'linux') return ['sudo', '-n', '-H', '-u', name, '--'];
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--init-groups', '--inh-caps=-all', '--no-new-privs'];
  return ['setpriv', ...identity, '--'];
}

async function idOf(name: string, what: '-u' | '-g'): Promise<string> {
  const { stdout } = await promisify(execFile)('id', [what, '--', name], { windowsHide: true });
  return stdout.trim();
}
