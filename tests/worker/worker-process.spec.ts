import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUGS, WITH_BUGS } from '#tests/support/bugs.ts';
import { askWorker } from '#worker/requests/ask-worker.ts';
import { leaveRequest } from '#worker/requests/request-files.ts';
import { needs } from '#tests/support/needs.ts';
import { aTask } from './support/a-task.ts';
import { farmParts } from './support/farm-parts.ts';
import { fixture } from './support/fixture.ts';
import { isRunning, until } from './support/processes.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { startWorker } from './support/worker-process.ts';

const runs = (name: string) => aTask({ name: 'exec', parameters: { exe: process.execPath, args: [fixture(name)] } });

/** A worker process that runs a program, and the process IDs that the program printed. */
async function workerThatRuns(name: string, environment?: Record<string, string>) {
  const { manager, home } = await farmParts();
  const task = runs(name);
  manager.tasks.push(task);
  const worker = startWorker(['--home', home, '--manager', manager.url, '--name', 'one'], home, environment);
  await until(() => /pid=\d+ > (child=|hanging)/.test(manager.log(task.uuid)), 'the program runs');
  const log = manager.log(task.uuid);
  const pids = [/pid=(\d+)/, /child=(\d+)/].flatMap((pattern) => pattern.exec(log)?.[1] ?? []).map(Number);
  return { manager, home, task, worker, pids };
}

describe('the worker as a process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'on %s hands its task back, signs off, leaves no process and exits with 0',
    async (signal) => {
      const { manager, task, worker, pids } = await workerThatRuns('forks');
      worker.child.kill(signal);
      expect(await worker.exit).toEqual({ code: 0, signal: null });
      expect(pids.map(isRunning)).toEqual([false, false]);
      expect(manager.calls.at(-1)?.path).toBe('/sign-off');
      expect(manager.log(task.uuid)).toContain('task was stopped: this worker is shutting down');
    },
  );

  it('goes on when nobody reads its log any more', async () => {
    const { worker, manager } = await workerThatRuns('forks');
    worker.child.stderr?.destroy();
    worker.child.stdout?.destroy();
    worker.child.kill('SIGTERM');
    expect(await worker.exit).toEqual({ code: 0, signal: null });
    expect(manager.calls.at(-1)?.path).toBe('/sign-off');
  });

  it.each(BUGS)('with a bug (%s) hands its task back, logs it and exits with 1', async (signal, says) => {
    const { manager, task, worker, pids } = await workerThatRuns('forks', WITH_BUGS);
    worker.child.kill(signal);
    expect(await worker.exit).toEqual({ code: 1, signal: null });
    expect(pids.map(isRunning)).toEqual([false, false]);
    expect(manager.calls.at(-1)?.path).toBe('/sign-off');
    expect(manager.log(task.uuid)).toContain('task was stopped: this worker is shutting down, because it has a bug');
    expect(worker.output()).toContain(says);
  });

  it(
    'does not keep the registration secret where its tasks could read it, and sends it all the same',
    needs('the /proc of Linux', process.platform === 'linux'),
    async () => {
      const { manager, home } = await farmParts();
      const look = String.raw`cat /proc/$PPID/environ /proc/self/environ | tr '\0' '\n'`;
      manager.tasks.push(aTask({ name: 'exec', parameters: { exe: 'sh', args: ['-c', look] } }));
      const variables = { FLAMENCO_REGISTRATION_SECRET: 'the-secret-of-this-farm', STUDIO_TOKEN: 'hush', LICENSE: 'a' };
      const args = ['--home', home, '--manager', manager.url, '--name', 'one', '--once'];
      const worker = startWorker(args, home, variables);
      expect(await worker.exit).toMatchObject({ code: 0 });
      expect(manager.to('/register-worker')[0]?.headers).toMatchObject({
        'x-flamenco-registration-secret': 'the-secret-of-this-farm',
      });
      const said = JSON.stringify(manager.calls.map(({ json }) => json));
      expect(said).toContain('LICENSE=a');
      expect(said).not.toContain('the-secret');
      const [, holder = ''] = /FLAMENCO_WORKER_HANDED_OVER=(\/[^\\]+)/.exec(said) ?? [];
      expect([path.basename(holder), existsSync(holder)]).toEqual(['secret', false]);
      // The worker itself was started with it, and tells which variables its tasks do not see.
      expect(said.split('STUDIO_TOKEN=hush').length - 1).toBe(1);
      expect(worker.output()).toContain('"hidden":["STUDIO_TOKEN"');
      expect(worker.output()).not.toContain('the-secret');
    },
  );

  it('treats two signals from one key press as one, and ends at once with 1 on a later one', async () => {
    const { worker, pids } = await workerThatRuns('ignores-sigterm');
    worker.child.kill('SIGTERM');
    worker.child.kill('SIGINT');
    await until(() => worker.child.exitCode !== null || !worker.child.kill('SIGTERM'), 'the worker ends');
    expect(await worker.exit).toEqual({ code: 1, signal: null });
    await until(() => !pids.some(isRunning), 'the program is gone');
  });

  it('never writes a header for a gateway into its log, even if the gateway repeats it', async () => {
    const { manager, home } = await farmParts();
    manager.script = ({ headers }) => ({ status: 502, body: { message: `bad key: ${String(headers['x-gateway'])}` } });
    await writeFile(path.join(home, 'flamenco-worker.yaml'), 'headers: { X-Gateway: "open \\"sesame\\"" }\n');
    const worker = startWorker(['--home', home, '--manager', manager.url, '--trace'], home);
    await until(() => worker.output().includes('bad key'), 'the worker complains');
    expect(worker.output()).toContain('bad key: [hidden]');
    expect(worker.output()).not.toContain('sesame');
  });

  it('writes its log to a file for people instead of to stderr, with the reason why it does not start', async () => {
    const { manager, home } = await farmParts();
    const args = ['--home', home, '--log-file', 'logs/worker.log', '--once'];
    await writeFile(path.join(home, 'flamenco-worker.yaml'), 'headers: { X-Gateway: "open sesame" }\n');
    manager.tasks.push(aTask({ name: 'echo', parameters: { message: 'hello' } }));
    const worker = startWorker([...args, '--manager', manager.url], home);
    expect(await worker.exit).toMatchObject({ code: 0 });
    expect(worker.output()).not.toContain('worker was started');
    const log = () => readFileSync(path.join(home, 'logs', 'worker.log'), 'utf8');
    expect(log()).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d info  worker was started /m);
    expect(log().trimEnd()).toMatch(/worker was stopped exitCode=0$/);
    expect(log()).not.toContain('sesame');
    await writeFile(path.join(home, 'flamenco-worker.yaml'), 'run_tasks_as: nobody-of-this-name\n');
    expect(await startWorker([...args, '--manager', manager.url], home).exit).toMatchObject({ code: 1 });
    expect(log().trimEnd()).toMatch(/\nflamenco-worker: .*nobody-of-this-name.*$/);
  });

  it('does not start with headers that would go to whoever answers on the network', async () => {
    const home = await temporaryFolder();
    await writeFile(path.join(home, 'flamenco-worker.yaml'), 'headers: { X-Gateway: open sesame }\n');
    const worker = startWorker(['--home', home], home);
    expect(await worker.exit).toMatchObject({ code: 1 });
    expect(worker.output()).toMatch(/headers are only sent to a manager that is named: add "manager_url/);
    expect(worker.output()).not.toContain('sesame');
  });

  it('leaves no program behind when it is killed with SIGKILL', async () => {
    const { worker, pids } = await workerThatRuns('forks');
    worker.child.kill('SIGKILL');
    await worker.exit;
    expect(pids).toHaveLength(2);
    await expect.poll(() => pids.filter(isRunning)).toEqual([]);
  });

  it('loses nothing it had finished when it is killed with SIGKILL while the manager is away', async () => {
    const { manager, home } = await farmParts();
    const task = aTask(
      { name: 'sleep', parameters: { duration_in_seconds: 0.5 } },
      { name: 'echo', parameters: { message: 'the end' } },
    );
    manager.tasks.push(task);
    const args = ['--home', home, '--manager', manager.url];
    const worker = startWorker(args, home);
    await manager.untilStatus(task.uuid, 'active');
    await manager.close();
    const unsent = path.join(home, 'flamenco-worker-unsent.jsonl');
    await until(() => readIfThere(unsent).includes('"completed"'), 'the result is on disk');
    worker.child.kill('SIGKILL');
    await worker.exit;

    await manager.listen();
    startWorker(args, home);
    await manager.untilStatus(task.uuid, 'completed');
    expect(manager.log(task.uuid)).toContain('echo: "the end"');
  });

  it('falls asleep on SIGUSR1 and wakes on SIGUSR2', async () => {
    const { manager, worker, task, pids } = await workerThatRuns('forks');
    worker.child.kill('SIGUSR1');
    await manager.untilCalled('/state-changed', 2);
    expect(pids.map(isRunning)).toEqual([false, false]);
    expect(manager.log(task.uuid)).toContain('task was stopped: somebody at this machine put this worker to sleep');
    worker.child.kill('SIGUSR2');
    await manager.untilCalled('/state-changed', 3);
    const told = manager.to('/state-changed').map((call) => call.json);
    expect(told).toEqual([{ status: 'awake' }, { status: 'asleep' }, { status: 'awake' }]);
    expect(worker.output()).not.toContain('Debugger');
  });

  it('is put to sleep and stopped by another process, without signals, as Windows needs it', async () => {
    const { manager, home, worker, task, pids } = await workerThatRuns('forks');
    await leaveRequest(home, 'sleep');
    await manager.untilCalled('/state-changed', 2);
    expect(pids.map(isRunning)).toEqual([false, false]);
    expect(manager.log(task.uuid)).toContain('task was stopped: somebody at this machine put this worker to sleep');
    const text = `the worker in ${home} (process ${worker.pid}) has ended`;
    expect(await askWorker(home, 'stop', 60_000)).toEqual({ done: true, text });
    expect(await worker.exit).toEqual({ code: 0, signal: null });
    expect(manager.calls.at(-1)?.path).toBe('/sign-off');
  });

  it('refuses a home that another worker uses, even for a worker with another name, and takes it once that worker was killed', async () => {
    const { manager, home, worker } = await workerThatRuns('hangs');
    const args = ['--home', home, '--manager', manager.url, '--name', 'two'];
    const second = startWorker(args, home);
    expect(await second.exit).toEqual({ code: 1, signal: null });
    expect(second.output()).toBe(
      `flamenco-worker: another worker (process ${worker.pid}) is running in ${home}: stop it, or give this one its own home and name with --home DIR --name NAME\n`,
    );
    worker.child.kill('SIGKILL');
    await worker.exit;
    const third = startWorker([...args, '--once'], home);
    manager.tasks.push(runs('prints'));
    expect((await third.exit).code).toBe(0);
  });

  it('with --flush delivers what was kept and ends; the exit code says if it was stopped before that', async () => {
    const { manager, home } = await farmParts();
    const unsent = path.join(home, 'flamenco-worker-unsent.jsonl');
    const report = { taskId: runs('prints').uuid, update: { taskStatus: 'completed' } };
    const once = startWorker(['--once', '--manager', manager.url], home);
    manager.tasks.push(runs('prints'));
    await once.exit;
    await writeFile(unsent, `${JSON.stringify(report)}\n`);
    manager.script = (call) => (call.path.startsWith('/task/') ? { status: 503 } : undefined);
    const stopped = startWorker(['-flush', '--manager', manager.url], home);
    await manager.untilCalled(`/task/${report.taskId}`);
    stopped.child.kill('SIGTERM');
    expect((await stopped.exit).code).toBe(1);
    manager.script = () => undefined;
    manager.tasks.push(runs('prints'));
    const flushing = startWorker(['-flush', '--manager', manager.url], home);
    expect((await flushing.exit).code).toBe(0);
    expect(manager.updates(report.taskId)).toEqual([{ taskStatus: 'completed' }]);
    expect([readIfThere(unsent), manager.tasks.length, manager.calls.at(-1)?.path]).toEqual(['', 1, '/sign-off']);
  });

  it('with --test runs commands without a manager; the exit code says how that went', async () => {
    const folder = await temporaryFolder();
    const command = (name: string) => [{ name: 'exec', parameters: { exe: process.execPath, args: [fixture(name)] } }];
    const [fine, failing] = [command('prints'), command('no-such-fixture')].map((commands) =>
      startWorker(['--test', JSON.stringify(commands)], folder),
    );
    expect([(await fine?.exit)?.code, (await failing?.exit)?.code]).toEqual([0, 1]);
    expect(fine?.output()).toMatch(/^pid=\d+ 2> a line on stderr$/m);
    expect(failing?.output()).toContain('-- failed: exec: ');
    const wrong = startWorker(['--test', '[{"name": "echo"}]'], folder);
    expect((await wrong.exit).code).toBe(1);
    expect(wrong.output()).toBe('flamenco-worker: --test: command 1 (echo): parameter "message" must be given\n');
  });

  it('with --once runs one task and ends', async () => {
    const { manager, home } = await farmParts();
    manager.tasks.push(runs('prints'));
    const worker = startWorker(['-once', '-manager', manager.url], home);
    expect((await worker.exit).code).toBe(0);
    expect(manager.calls.at(-1)?.path).toBe('/sign-off');
  });

  it('stays who it is with -register, as with Flamenco, and becomes a new worker with --register-anew', async () => {
    const { manager, home } = await farmParts();
    manager.firstStatus = 'offline';
    const file = path.join(home, 'flamenco-worker-credentials.yaml');
    const start = async (...args: string[]) => {
      const worker = startWorker([...args, '--manager', manager.url], home);
      expect(await worker.exit, worker.output()).toMatchObject({ code: 0 });
      return readIfThere(file);
    };
    const first = await start();
    expect(await start('-register')).toBe(first);
    expect(await start('--register')).toBe(first);
    expect(manager.to('/register-worker')).toHaveLength(1);
    expect(await start('--register-anew')).not.toBe(first);
    expect(manager.to('/register-worker')).toHaveLength(2);
    const id = /worker_id: (\S+)/.exec(first)?.[1];
    expect(readIfThere(path.join(home, `flamenco-worker-credentials-${id}.yaml`))).toBe(first);
  });

  it('never logs its secret', async () => {
    const { manager, home } = await farmParts();
    manager.firstStatus = 'offline';
    const worker = startWorker(['--debug', '--manager', manager.url], home);
    await worker.exit;
    const secret = /worker_secret: (\w+)/.exec(readIfThere(path.join(home, 'flamenco-worker-credentials.yaml')))?.[1];
    expect(secret).toHaveLength(64);
    expect(worker.output()).not.toContain(secret);
  });

  it.each([
    [['--manager', 'ftp://farm'], '--manager: "ftp://farm" must start with http://'],
    [['--what'], "'--what'"],
    [['--sleep'], 'no worker is running in /'],
    [['--stop', '--wake'], '--stop and --wake cannot be asked for together'],
    [['--stop', '--seconds', 'ten'], '--seconds must be a whole number from 0 to 99999, not "ten"'],
    [['--manager', 'http://farm', '--log-file', '/dev/null/worker.log'], 'the log file /dev/null/worker.log cannot be'],
  ])('called with %j says what is wrong in one line and exits with 1', async (args, problem) => {
    const worker = startWorker(args, await temporaryFolder());
    expect((await worker.exit).code).toBe(1);
    expect(worker.output()).toContain(problem);
    expect(worker.output().trim().split('\n')).toHaveLength(1);
  });

  it('names the file and the key of a bad configuration', async () => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, 'flamenco-worker.yaml'), 'task_types: 5\n');
    const worker = startWorker([], folder);
    expect((await worker.exit).code).toBe(1);
    expect(worker.output()).toBe(`flamenco-worker: ${folder}/flamenco-worker.yaml: task_types must be a list\n`);
  });

  it('names a home that it cannot use', async () => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, 'file'), '');
    const worker = startWorker(['--manager', 'localhost', '--home', 'file/home'], folder);
    expect((await worker.exit).code).toBe(1);
    expect(worker.output()).toContain(`flamenco-worker: ${folder}/file/home`);
    expect(worker.output().trim().split('\n')).toHaveLength(1);
  });

  it('prints its options and its version', async () => {
    const folder = await temporaryFolder();
    const [help, version] = [startWorker(['--help'], folder), startWorker(['-version'], folder)];
    expect([(await help.exit).code, (await version.exit).code]).toEqual([0, 0]);
    expect(help.output()).toContain('--manager URL');
    expect(version.output()).toMatch(/^Flamenco-NG Worker \d+\.\d+\.\d+\n$/);
  });
});

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
