import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WorkerSummary } from '#server/contracts/worker.ts';
import { findProgram } from '#scripts/system/find-program.ts';
import { runQuietly } from '#scripts/system/run-quietly.ts';
import { ECHO_JOB, TestClient } from '#tests/support/test-client.ts';
import { needs } from '#tests/support/needs.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { until } from '#tests/worker/support/processes.ts';

const SECRET = 'the-registration-secret-of-this-farm';
/** All that a new machine has: no Node, no npm, no Blender. */
const TOOLS =
  'sh curl tar gzip uname mkdir rmdir mv rm cat cp chmod ls id head cut tr sed grep sha256sum dirname stty pwd sleep systemd-analyze man'.split(
    ' ',
  );
const PATIENCE_MS = 120_000;

const LINUX = needs('Linux, for a service of systemd', process.platform === 'linux');
const SYSTEMD = needs('systemd-analyze', process.platform === 'linux' && findProgram('systemd-analyze') !== undefined);

describe('a machine with little more than a shell', needs('a shell of Unix', process.platform !== 'win32'), () => {
  let farm: TestFarm;
  let client: TestClient;
  let root: string;
  let home: string;
  let machines = 0;
  const running: { stop: () => Promise<void> }[] = [];

  beforeAll(async () => {
    farm = await startTestFarm({ workers: 0, settings: { worker_registration_secret: [SECRET] } });
    client = new TestClient(farm.url);
    root = await mkdtemp(join(tmpdir(), 'flamenco new machines '));
    await mkdir(join(root, 'bin'));
    for (const tool of TOOLS) {
      const path = findProgram(tool);
      if (path !== undefined) await symlink(path, join(root, 'bin', tool));
    }
  });
  afterAll(async () => {
    for (const machine of running) await machine.stop();
    await farm?.stop();
    await rm(root, { recursive: true, force: true });
  });
  beforeEach(async () => {
    home = join(root, `home ${(machines += 1)}`);
    await mkdir(home);
  });

  const installed = (...path: string[]) => join(home, '.local/share/flamenco-ng-worker', ...path);

  /** Does what the page says: fetches the script and pipes it to a shell. */
  function run(options: string, more: { secret?: string; url?: string } = {}) {
    const { secret, url = farm.url } = more;
    const child = spawn(join(root, 'bin', 'sh'), ['-c', `curl -fsSL ${url}/join.sh | sh -s -- ${options}`], {
      cwd: home,
      detached: true,
      env: {
        HOME: home,
        PATH: join(root, 'bin'),
        ...(secret === undefined ? {} : { FLAMENCO_REGISTRATION_SECRET: secret }),
      } as never,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (said += piece.toString()));
    const ended = once(child, 'close').then(([code]) => code as number | null);
    const stop = async () => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid, 'SIGTERM');
      await ended;
    };
    running.push({ stop });
    return { said: () => said, ended, stop };
  }

  async function workerNamed(name: string): Promise<WorkerSummary | undefined> {
    const { workers } = await client.get<{ workers: WorkerSummary[] }>('/worker-mgt/workers');
    return workers.find((worker) => worker.name === name);
  }

  it('joins with one command and runs a job', async () => {
    const machine = run('--run --name new-one --tags "gpu, night shift"', { secret: SECRET });
    await until(() => machine.said().includes('status was taken'), 'the worker signs on', PATIENCE_MS);
    const job = await client.submitJob({ ...ECHO_JOB, settings: { ...ECHO_JOB.settings, sleep_duration_seconds: 0 } });
    expect((await farm.waitForJob(job.id)).status).toBe('completed');
    expect(await workerNamed('new-one')).toMatchObject({ status: 'awake' });
    expect(await workerNamed('new-one')).not.toHaveProperty('approval');
    await machine.stop();
    expect(machine.said()).toContain('Not found on the search path: blender ffmpeg.');
    expect(machine.said()).not.toContain(SECRET);
    expect(await readFile(installed('home', 'flamenco-worker.yaml'), 'utf8')).toBe(
      `manager_url: '${farm.url}/'\nworker_name: 'new-one'\ntags: ['gpu','night shift']\n`,
    );
    expect((await stat(installed('home', 'registration-secret'))).mode & 0o777).toBe(0o600);
    expect((await readdir(installed())).toSorted()).toEqual(['flamenco-worker', 'home', 'node', 'worker']);
  });

  it('is brought up to date by the same command, and stays the same worker', async () => {
    expect(await run('--install --name again', { secret: SECRET }).ended).toBe(0);
    await writeFile(installed('worker', 'worker', 'main.ts'), 'throw new Error("old")');
    await writeFile(installed('home', 'flamenco-worker-credentials.yaml'), 'kept');
    await writeFile(installed('home', 'flamenco-worker.yaml'), 'worker_name: mine\nmanager_url: old # moved\n');
    const update = run('--install');
    expect(await update.ended).toBe(0);
    expect(update.said()).not.toContain('Fetching Node');
    expect(update.said()).not.toContain('Neither secret nor code');
    expect(await readFile(installed('worker', 'worker', 'main.ts'), 'utf8')).toContain('runWorker');
    expect(await readFile(installed('home', 'flamenco-worker-credentials.yaml'), 'utf8')).toBe('kept');
    expect(await readFile(installed('home', 'registration-secret'), 'utf8')).toBe(`${SECRET}\n`);
    expect(await readFile(installed('home', 'flamenco-worker.yaml'), 'utf8')).toBe(
      `worker_name: mine\nmanager_url: '${farm.url}/'\n`,
    );
  });

  it('without the secret is told that it has to wait, and works once it is approved', async () => {
    const machine = run('--run --name waiting');
    await until(() => machine.said().includes('status was taken'), 'the worker signs on', PATIENCE_MS);
    expect(machine.said()).toContain('somebody has to approve this worker');
    expect(machine.said()).toContain('worker is waiting for approval and gets no tasks until then');
    const worker = await workerNamed('waiting');
    expect(worker).toMatchObject({ approval: 'no-secret' });
    const job = await client.submitJob({ ...ECHO_JOB, settings: { ...ECHO_JOB.settings, sleep_duration_seconds: 0 } });
    await client.call('POST', `/worker-mgt/workers/${worker?.id ?? ''}/approval`, { body: { decision: 'approve' } });
    expect((await farm.waitForJob(job.id)).status).toBe('completed');
    await machine.stop();
  });

  it('keeps what it has when a download arrives incomplete', async () => {
    expect(await run('--install', { secret: SECRET }).ended).toBe(0);
    const before = await readFile(installed('worker', 'worker', 'main.ts'), 'utf8');
    const proxy = createServer((request, response) => {
      void fetch(farm.url + (request.url ?? ''), { headers: { 'X-Forwarded-Proto': 'http' } }).then(async (answer) => {
        const body = Buffer.from(await answer.arrayBuffer());
        const text = body.toString().replace(farm.url, url);
        response.writeHead(answer.status);
        if (request.url === '/join/worker.tar.gz') response.end(body.subarray(0, -10));
        else response.end(request.url === '/join.sh' ? text : body);
      });
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const broken = run('--install', { url });
    expect(await broken.ended).toBe(1);
    expect(broken.said()).toContain(
      `join.sh: ${url}/join/worker.tar.gz did not arrive intact, or the manager has changed`,
    );
    expect(await readFile(installed('worker', 'worker', 'main.ts'), 'utf8')).toBe(before);
    expect((await readdir(installed())).toSorted()).toEqual(['flamenco-worker', 'home', 'node', 'worker']);
    proxy.close();
  });

  const unitFile = () => join(home, '.config/systemd/user/flamenco-ng-worker.service');

  it('becomes a service of systemd, and is removed again with all that it installed', LINUX, async () => {
    expect(await run('--service user', { secret: SECRET }).ended).toBe(0);
    const started = `ExecStart="${installed('flamenco-worker')}" --restart-exit-code 47`;
    expect(await readFile(unitFile(), 'utf8')).toContain(started);
    expect(await run('--remove').ended).toBe(0);
    expect(existsSync(installed())).toBe(false);
  });

  it('becomes a service that systemd has nothing to say against', SYSTEMD, async () => {
    expect(await run('--service user', { secret: SECRET }).ended).toBe(0);
    const { said } = await runQuietly('systemd-analyze', ['--user', 'verify', unitFile()]);
    expect(said.split('\n').filter((line) => line.includes('flamenco-ng-worker'))).toEqual([]);
  });

  it.each([
    ['--what', 'join.sh: unknown option --what; --help lists the options'],
    ['--service often', 'join.sh: --service takes "user" or "system"'],
    ['--name', 'join.sh: --name needs a value'],
    ['--remove', 'join.sh: there is no worker in '],
    [`--install --dir '/tmp/a"b'`, 'join.sh: --dir: /tmp/a"b contains characters'],
  ])('is told what is wrong with "%s"', async (options, complaint) => {
    const machine = run(options);
    expect(await machine.ended).toBe(1);
    expect(machine.said()).toContain(complaint);
  });
});
