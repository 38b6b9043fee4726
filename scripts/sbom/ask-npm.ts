import { execa } from 'execa';
import { npmCommand, npmEnvironment } from '#shared/npm-command.mjs';
import type { Bill } from './cyclonedx.ts';
import { billSchema } from './cyclonedx.ts';

/**
 * npm's own bill of materials of everything in the lock file; npm reads nothing else, and asks no registry.
 * @param root the project's folder
 * @throws Error if npm is missing, too old (it needs 10 or newer), or finds fault with the lock file
 */
export async function askNpm(root: string): Promise<Bill> {
  const { command, args } = npmCommand(process.execPath, process.env);
  const what = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'];
  const env = npmEnvironment(process.env);
  const { stdout } = await execa(command, [...args, ...what, '--prefix', root, '--loglevel=error'], {
    cwd: root,
    env,
    extendEnv: false,
  });
  return billSchema.parse(JSON.parse(stdout));
}
