import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '#tests/worker/support/temporary-folder.ts';

const SCRIPTS = new URL('../../../../plugins/joining/scripts/', import.meta.url);
const AGENT = 'org.flamenco-ng.worker';

/** What fetches and looks for things, which is not the point here. */
const LEFT_OUT = 'find_tools install_node install_worker look_for_programs'.split(' ');

interface Mac {
  /** Runs join.sh with these options; what it would fetch is there already. */
  join(...options: string[]): { code: number | null; said: string };
  /** The same as another account. */
  joinAs(uid: number, ...options: string[]): { code: number | null; said: string };
  /** What launchctl was called for since the last time. */
  calls(): Promise<string[]>;
  /** See launchctl.sh. */
  set(fact: 'logged-in' | 'stays' | 'refuses', value: string): Promise<void>;
  isLoaded(domain: string): boolean;
  /** The files of the worker's service: of the account, and of the machine. */
  agent: string;
  daemon: string;
  /** The folder of the account's worker, and of the machine's. */
  own: string;
  machines: string;
}

/** A Mac as far as join.sh can see: its launchctl, uname and id are stand-ins, everything else is real. */
export async function fakeMac({ uid = 501, shell = ['sh'] } = {}): Promise<Mac> {
  const folder = await temporaryFolder();
  const home = join(folder, 'Users', 'Renée & co');
  const state = join(folder, 'state');
  const bin = join(folder, 'bin');
  const daemons = join(folder, 'LaunchDaemons');
  const machines = join(folder, 'opt');
  for (const each of [home, state, bin, daemons]) await mkdir(each, { recursive: true });
  await copyFile(new URL('launchctl.sh', import.meta.url), join(bin, 'launchctl'));
  await writeFile(join(bin, 'uname'), '#!/bin/sh\necho Darwin\n');
  await writeFile(join(bin, 'id'), `#!/bin/sh\nif [ "$1" = -u ]; then echo "$ACCOUNT"; else echo renee; fi\n`);
  for (const idle of ['sleep', 'chown']) await writeFile(join(bin, idle), '#!/bin/sh\n');
  for (const program of ['launchctl', 'uname', 'id', 'sleep', 'chown']) await chmod(join(bin, program), 0o755);

  const script = join(folder, 'join.sh');
  await writeFile(script, await joinScript({ daemons, machines }));
  const env = { HOME: home, PATH: `${bin}:${process.env['PATH'] ?? ''}`, STATE: state };
  const joinAs: Mac['joinAs'] = (account, ...options) => {
    const [program = 'sh', ...words] = [...shell, script, ...options];
    const { status, stdout, stderr } = spawnSync(program, words, {
      env: { ...env, ACCOUNT: String(account) } as never,
      encoding: 'utf8',
    });
    return { code: status, said: stdout + stderr };
  };
  return {
    join: (...options) => joinAs(uid, ...options),
    joinAs,
    async calls() {
      const file = join(state, 'calls');
      const lines = existsSync(file) ? (await readFile(file, 'utf8')).trimEnd().split('\n') : [];
      await writeFile(file, '');
      return lines.filter((line) => line !== '');
    },
    set: (fact, value) => writeFile(join(state, fact), value),
    isLoaded: (domain) => existsSync(join(state, `loaded-${domain.replaceAll('/', '_')}_${AGENT}`)),
    agent: join(home, 'Library', 'LaunchAgents', `${AGENT}.plist`),
    daemon: join(daemons, `${AGENT}.plist`),
    own: join(home, 'Library', 'Application Support', 'flamenco-ng-worker'),
    machines,
  };
}

async function joinScript(places: { daemons: string; machines: string }): Promise<string> {
  const read = (name: string) => readFile(new URL(name, SCRIPTS), 'utf8');
  const whole = (await read('join.sh')).replace('# @SERVICES@\n', await read('services.sh'));
  const stubs = LEFT_OUT.map((name) => `${name}() { :; }`);
  const settings = [`DAEMONS='${places.daemons}'`, `SYSTEM_DIR='${places.machines}'`, 'NODE=node system=darwin'];
  const fetched = 'INCOMING="$HOME/incoming"; mkdir -p "$INCOMING"';
  return whole
    .replaceAll('@MANAGER_URL@', 'http://farm:8080')
    .replace('\nmain "$@"\n', `\n${[...stubs, ...settings, fetched, 'main "$@"'].join('\n')}\n`);
}
