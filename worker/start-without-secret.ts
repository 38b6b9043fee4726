import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const GIVEN = 'FLAMENCO_REGISTRATION_SECRET';
/** Names a file that holds the secret and is removed as soon as it is read. */
const HANDED_OVER = 'FLAMENCO_WORKER_HANDED_OVER';

/**
 * The environment of this process, with the registration secret if it was given there. Whoever may look at a process
 * can read the environment that it was started with, and tasks may look at the worker: so a worker that is started with
 * the secret starts itself again without it, in the same process. Windows cannot do that; there, no file shows it.
 */
export function ownEnvironment(): NodeJS.ProcessEnv {
  const { [HANDED_OVER]: file, [GIVEN]: secret, ...rest } = process.env;
  delete process.env[HANDED_OVER];
  if (file !== undefined) return { ...(rest as NodeJS.ProcessEnv), [GIVEN]: takeSecret(file) };
  if (secret === undefined || secret === '' || process.execve === undefined || process.platform === 'win32')
    return process.env;
  const holder = path.join(mkdtempSync(path.join(os.tmpdir(), 'flamenco-worker-start-')), 'secret');
  writeFileSync(holder, secret, { mode: 0o600, flag: 'wx' });
  const environment = { ...(rest as NodeJS.ProcessEnv), [HANDED_OVER]: holder };
  return process.execve(
    process.execPath,
    [process.execPath, ...process.execArgv, ...process.argv.slice(1)],
    environment,
  );
}

function takeSecret(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(path.dirname(file), { recursive: true, force: true });
  }
}
