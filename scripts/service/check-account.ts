import { existsSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import type { ManagerService } from './manager-service.ts';
import { ServiceError } from './service-error.ts';
import { runWords } from './take-steps.ts';

/**
 * Makes the manager's home if it is not there yet, and makes sure that the account of the service can read the project
 * and use the home, before anything is installed that would fail at each start.
 * @param current the Node that the launcher chooses, which may be another than the one that starts it
 * @throws ServiceError that says what the account may not do
 */
export async function checkAccount(
  { account, home, node, tree }: Pick<ManagerService, 'account' | 'home' | 'node' | 'tree'>,
  { platform, env, current }: { platform: 'linux' | 'darwin'; env: NodeJS.ProcessEnv; current: string },
): Promise<void> {
  const ids = [await runWords(['id', '-u', account], { env }), await runWords(['id', '-g', account], { env })];
  const [uid = 0, gid = 0] = ids.map(({ said }) => Number(said));
  if (ids.some(({ code }) => code !== 0))
    throw new ServiceError(`--account: there is no account "${account}" on this machine`);
  if (!existsSync(home)) {
    await mkdir(home, { recursive: true });
    await chown(home, uid, gid);
  }
  const become = platform === 'linux' ? ['runuser', '-u', account, '--'] : ['sudo', '-n', '-u', account, '--'];
  const { code, said } = await runWords([...become, node, '-e', PROBE, home, tree, current], { env, cwd: '/' });
  if (code !== 0)
    throw new ServiceError(
      `the account "${account}" cannot run the manager: ${said.trim()}. Give it the right to (chown -R ${account} …), or choose another account with --account`,
    );
}

/** For Node 20 and newer: tells of the first thing that is not as it has to be. */
const PROBE = `
const fs = require('node:fs'), path = require('node:path'), { R_OK, W_OK, X_OK } = fs.constants;
const [home, tree, current] = process.argv.slice(1);
const look = (file, mode, wrong) => {
  try { fs.accessSync(file, mode); } catch { console.error(wrong + ' ' + file); process.exit(1); }
};
for (const part of ['scripts/launch.mjs', 'server/main.ts', 'node_modules', '.next/BUILD_ID'])
  look(path.join(tree, part), R_OK, 'it may not read');
look(current, R_OK | X_OK, 'it may not run');
look(home, R_OK | W_OK | X_OK, 'it may not write to');
for (const file of fs.readdirSync(home))
  if (file.startsWith('flamenco-')) look(path.join(home, file), R_OK | W_OK, 'it may not write to');
`;
