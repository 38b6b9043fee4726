import { spawnSync } from 'node:child_process';
import { findProgram } from './find-program.ts';
import { lastLines, runQuietly } from './run-quietly.ts';

/** How to call apt-get without a password; undefined if that is not possible. */
export function aptWithoutPassword(): string[] | undefined {
  if (process.platform !== 'linux' || !findProgram('apt-get')) return undefined;
  if (process.getuid?.() === 0) return ['apt-get'];
  const sudo = findProgram('sudo') !== undefined && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  return sudo ? ['sudo', '-n', 'apt-get'] : undefined;
}

/**
 * Installs packages without asking. @param apt from aptWithoutPassword() @throws Error with the last lines of apt's
 * output
 */
export async function aptInstall(apt: string[], packages: string[], signal?: AbortSignal): Promise<void> {
  await call([...apt, '-q', 'update'], signal);
  await call([...apt, '-q', 'install', '-y', '--no-install-recommends', ...packages], signal);
}

async function call(words: string[], signal?: AbortSignal): Promise<void> {
  const [command = '', ...args] = words;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = await runQuietly(command, args, { env, signal });
  if (run.code !== 0) throw new Error(`"${words.join(' ')}" failed:\n${lastLines(run.said, 20)}`);
}
