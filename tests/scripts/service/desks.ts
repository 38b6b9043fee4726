import { existsSync } from 'node:fs';
import { appendFile, chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchd } from '#scripts/service/launchd.ts';
import { manageService, type ServiceDesk } from '#scripts/service/manage-service.ts';
import { parseServiceOptions } from '#scripts/service/options.ts';
import { systemd } from '#scripts/service/systemd.ts';
import { temporaryFolder } from '#tests/worker/support/temporary-folder.ts';

interface Made {
  /** Does what this command line asks for, and tells how it ended. */
  run(...args: string[]): Promise<{ code?: number; problem?: string; said: string }>;
  /** What systemctl or launchctl was called for since the last time. */
  calls(): Promise<string[]>;
  /** Sets a fact for launchctl.sh, or `fails` for systemctl. */
  set(fact: string, value: string): Promise<void>;
  /** Where services of the machine and of the account are described. */
  system: string;
  user: string;
  /** The folder from which the command is called. */
  home: string;
  /** Whether the project asks for other packages than are there; and how preparing a start fails then. */
  project: { hasChanged: boolean; problem?: string };
  /** What was asked before it was answered. */
  questions: string[];
}

/** A command line for services on a machine whose systemctl or launchctl is a stand-in. */
export async function makeDesk(
  platform: 'linux' | 'darwin',
  { isAdmin = false, answer }: { isAdmin?: boolean; answer?: boolean } = {},
): Promise<Made> {
  const folder = await temporaryFolder();
  const [bin, state, home] = [join(folder, 'bin'), join(folder, 'state'), join(folder, 'farm of Renée')];
  for (const each of [bin, state, home]) await mkdir(each);
  const launchctl = new URL('../../plugins/joining/support/launchctl.sh', import.meta.url);
  await copyFile(launchctl, join(bin, 'launchctl'));
  await writeFile(join(bin, 'systemctl'), SYSTEMCTL);
  for (const program of ['launchctl', 'systemctl']) await chmod(join(bin, program), 0o755);
  const services =
    platform === 'linux'
      ? systemd(join(folder, 'config'), folder)
      : launchd({ homeFolder: join(folder, 'renee'), uid: 501, root: folder });
  const questions: string[] = [];
  const project: Made['project'] = { hasChanged: false };
  let said = '';
  const desk: ServiceDesk = {
    env: { PATH: `${bin}:${process.env['PATH'] ?? ''}`, STATE: state, NODE_ENV: 'test' },
    say: (line) => void (said += `${line}\n`),
    pause: async () => undefined,
    machine: { platform, services, isAdmin, account: isAdmin ? 'root' : 'renee' },
    tree: '/opt/flamenco-ng',
    node: '/usr/bin/node',
    calledFrom: home,
    asAdmin: ({ verb }) => `sudo ${verb}`,
    ...(answer !== undefined && {
      ask: async (question) => {
        questions.push(question);
        return answer;
      },
    }),
    packagesHaveChanged: () => project.hasChanged,
    async beforeStart({ account }) {
      if (project.hasChanged) await appendFile(join(state, 'calls'), '(installs packages)\n');
      if (project.problem !== undefined) throw new Error(project.problem);
      said += `(prepared for ${account})\n`;
    },
    afterStart: async (of) => void (said += `(started ${of})\n`),
    more: async () => [],
  };
  const fileOf = (scope: 'system' | 'user') => {
    const where = services.where({ name: 'flamenco-ng-manager', scope });
    return 'file' in where ? where.file : '';
  };
  return {
    async run(...args) {
      said = '';
      try {
        const options = parseServiceOptions(args, home);
        if (options === 'help') throw new Error('nothing to do');
        return { code: await manageService(options, desk), said };
      } catch (error) {
        return { problem: (error as Error).message, said };
      }
    },
    async calls() {
      const file = join(state, 'calls');
      const lines = existsSync(file) ? (await readFile(file, 'utf8')).trimEnd().split('\n') : [];
      await writeFile(file, '');
      return lines.filter((line) => line !== '');
    },
    set: (fact, value) => writeFile(join(state, fact), value),
    system: fileOf('system'),
    user: fileOf('user'),
    home,
    project,
    questions,
  };
}

/** Fails for the verb in `fails`, and shows what is in `shows`. */
const SYSTEMCTL = `#!/bin/sh
echo "$*" >>"$STATE/calls"
if [ "$2" = "$(cat "$STATE/fails" 2>/dev/null)" ]; then echo "Failed to $2 unit" >&2; exit 1; fi
if [ "$2" = show ]; then cat "$STATE/shows"; fi
`;
