import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '#scripts/project-root.ts';
import { needs } from '#tests/support/needs.ts';
import { canLayCables, inside, layCables, type NetworkLab } from '#tests/support/network-lab.ts';
import { until } from '#tests/worker/support/processes.ts';

const PATIENCE_MS = 60_000;

/** A manager and a worker on one machine would prove little. */
const ROOT = needs('root on Linux, to create networks', canLayCables());

describe('discovery on a network, while both machines have a second one that leads nowhere', ROOT, () => {
  let lab: NetworkLab;
  let home: string;
  const programs: { child: ChildProcess; output: () => string; closed: Promise<unknown> }[] = [];

  function start(namespace: string, entry: string, ...args: string[]) {
    const [command, words] = inside(namespace, process.execPath, join(PROJECT_ROOT, entry), ...args);
    const child = spawn(command, words, {
      cwd: home,
      env: { PATH: process.env['PATH'], HOME: home } as never,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let printed = '';
    child.stdout.on('data', (piece: Buffer) => (printed += piece.toString()));
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece: Buffer) => (output += piece.toString()));
    const program = { child, output: () => output, printed: () => printed, closed: once(child, 'close') };
    programs.push(program);
    return program;
  }

  /** A manager that listens on all addresses of the left machine. */
  async function startManager(port: number, discoverable: boolean): Promise<void> {
    const folder = join(home, `manager ${port}`);
    await mkdir(folder);
    await writeFile(
      join(folder, 'flamenco-manager.yaml'),
      `_meta: {version: 3}\nmanager_name: Found farm\nlisten: :${port}\nautodiscoverable: ${String(discoverable)}\nshared_storage_path: ${home}\n`,
    );
    const manager = start(lab.left, 'server/main.ts', '--home', folder);
    await until(() => manager.output().includes('manager started'), 'the manager starts', PATIENCE_MS);
  }

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'flamenco-discovery-'));
    lab = layCables();
    await startManager(8123, true);
    await startManager(8124, false);
  });
  afterAll(async () => {
    for (const { child } of programs) child.kill('SIGKILL');
    await Promise.all(programs.map(({ closed }) => closed));
    lab?.remove();
    await rm(home, { recursive: true, force: true });
  });

  it('lets a worker find the manager by itself and sign on', async () => {
    const worker = start(lab.right, 'worker/main.ts', '--home', join(home, 'worker'), '--name', 'finder');
    const manager = programs[0];
    await until(() => worker.output().includes('status was taken'), 'the worker is awake', PATIENCE_MS);
    expect(worker.output()).toContain(`"managerUrl":"http://${lab.leftAddress}:8123","managerName":"Found farm"`);
    await until(() => manager?.output().includes('worker registered') === true, 'the manager knows the worker');
    worker.child.kill('SIGTERM');
    expect(await worker.closed).toEqual([0, null]);
  });

  it('gives the identity of a worker to its own manager only, and the registration secret to none', async () => {
    const folder = join(home, 'found');
    await mkdir(folder);
    await writeFile(join(folder, 'flamenco-worker.yaml'), 'registration_secret: the-secret-of-this-farm\n');
    const file = join(folder, 'flamenco-worker-credentials.yaml');
    const liveThrough = async (says: string) => {
      const worker = start(lab.right, 'worker/main.ts', '--home', folder);
      await until(() => worker.output().includes(says), says, PATIENCE_MS);
      worker.child.kill('SIGTERM');
      await worker.closed;
      expect(worker.output()).toContain('the registration secret is not sent to a manager that was only found');
      return await readFile(file, 'utf8');
    };
    const registered = await liveThrough('status was taken');
    expect(registered).toContain(`manager_url: http://${lab.leftAddress}:8123\nmanager_key: `);
    // As a worker has it that was registered before workers knew their managers.
    await writeFile(file, registered.replaceAll(/^manager_.*\n/gm, ''));
    expect(await liveThrough('worker will give its identity to this manager only')).toBe(registered);
    const foreign = registered.replace(/^manager_key: .*$/m, 'manager_key: bm90IGl0cyBrZXk=');
    await writeFile(file, foreign.replace(':8123', ':8199'));
    const worker = start(lab.right, 'worker/main.ts', '--home', folder);
    await until(
      () => worker.output().includes('is not the one that this worker is registered with'),
      'it tells',
      PATIENCE_MS,
    );
    worker.child.kill('SIGTERM');
    await worker.closed;
    expect(await readFile(file, 'utf8')).toContain(':8199');
  });

  it('prints the address and nothing else with `--find-manager`, and ends', async () => {
    const finder = start(lab.right, 'worker/main.ts', '-find-manager');
    expect(await finder.closed).toEqual([0, null]);
    expect(finder.printed()).toBe(`http://${lab.leftAddress}:8123/\n`);
  });

  it('is not used if `--manager` or the file names a manager', async () => {
    const folder = join(home, 'told');
    await mkdir(folder);
    await writeFile(join(folder, 'flamenco-worker.yaml'), `manager_url: http://${lab.leftAddress}:8124/\n`);
    for (const [args, port] of [
      [[], 8124],
      [['--manager', `${lab.leftAddress}:8123`], 8123],
    ] as const) {
      const worker = start(lab.right, 'worker/main.ts', '--home', folder, ...args);
      await until(() => worker.output().includes('status was taken'), 'the worker is awake', PATIENCE_MS);
      expect(worker.output()).toContain(`"managerUrl":"http://${lab.leftAddress}:${port}"`);
      expect(worker.output()).not.toContain('looking for a manager');
      worker.child.kill('SIGTERM');
      await worker.closed;
      await rm(join(folder, 'flamenco-worker-credentials.yaml'));
    }
  });

  it('describes the manager as a device, unless it is not to be discovered', () => {
    const read = (port: number) => {
      const script = `fetch('http://127.0.0.1:${port}/upnp/description.xml').then(async (answer) => console.log(answer.status, answer.headers.get('content-type'), await answer.text()))`;
      return execFileSync(...inside(lab.left, process.execPath, '-e', script), { encoding: 'utf8' });
    };
    expect(read(8123)).toMatch(/^200 text\/xml; charset=utf-8 <\?xml.*<friendlyName>Found farm \(Flamenco-NG /s);
    expect(read(8124)).toMatch(/^404 /);
  });
});
