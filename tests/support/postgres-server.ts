import { execFile, type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { aptInstall, aptWithoutPassword } from '#scripts/system/apt-install.ts';
import { findProgram } from '#scripts/system/find-program.ts';
import { freePort } from '#scripts/farm/free-port.ts';

const DEBIAN = '/usr/lib/postgresql';
const READY_WITHIN_MS = 30_000;

/** A PostgreSQL server in a temporary folder, which only this machine can reach. */
export interface PostgresServer {
  /** Creates an empty database; resolves to its address. */
  createDatabase(name: string): Promise<string>;
  /** Stops the server and every connection; its data stays. */
  halt(): Promise<void>;
  /** Starts it again after `halt`. */
  goOn(): Promise<void>;
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
}

/**
 * Where initdb, postgres and createdb are; installs them if apt can do so without a password. Undefined if they are
 * missing.
 */
export async function ensurePostgres(): Promise<string | undefined> {
  const found = findPostgres();
  const apt = aptWithoutPassword();
  if (found !== undefined || !apt) return found;
  await aptInstall(apt, ['postgresql']);
  return findPostgres();
}

function findPostgres(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = versions.map((version) => join(DEBIAN, version, 'bin'));
  const onPath = findProgram('initdb');
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? (onPath && join(onPath, '..'));
}

/** Starts a server. PostgreSQL refuses to run as root, so root starts it as the user "postgres". */
export async function startPostgres(programs: string): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'flamenco-pg-'));
  const user = process.getuid?.() === 0 ? idsOf('postgres') : {};
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = { cwd: folder, ...user };
  const init = ['-D', data, '-U', 'farm', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C'];
  await promisify(execFile)(join(programs, 'initdb'), init, options);
  const port = await freePort();
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', `unix_socket_directories=${folder}`];
  const reach = ['-h', '127.0.0.1', '-p', String(port), '-U', 'farm'];
  let server: ChildProcess | undefined;
  const goOn = async (): Promise<void> => {
    const args = ['-D', data, '-p', String(port), ...settings];
    server = spawn(join(programs, 'postgres'), args, { ...options, stdio: 'ignore' });
    await untilReady(server, () => promisify(execFile)(join(programs, 'pg_isready'), reach, options));
  };
  const halt = async (): Promise<void> => {
    const ended = new Promise((resolve) => server?.once('close', resolve));
    server?.kill('SIGINT');
    await ended;
  };
  await goOn();
  return {
    halt,
    goOn,
    createDatabase: async (name) => {
      await promisify(execFile)(join(programs, 'createdb'), [...reach, name], options);
      return `postgres://farm@127.0.0.1:${port}/${name}`;
    },
    stop: async () => {
      await halt();
      await rm(folder, { recursive: true });
    },
  };
}

async function untilReady(server: ChildProcess, ask: () => Promise<unknown>): Promise<void> {
  const end = performance.now() + READY_WITHIN_MS;
  while (server.exitCode === null && performance.now() < end) {
    const ready = await ask().then(
      () => true,
      () => false,
    );
    if (ready) return;
    await wait(100);
  }
  throw new Error('PostgreSQL did not start');
}

function idsOf(name: string): { uid?: number; gid?: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined) throw new Error(`there is no user "${name}" to run PostgreSQL as`);
  return { uid: Number(uid), gid: Number(gid) };
}
