import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { aTask } from './support/a-task.ts';
import { farmParts } from './support/farm-parts.ts';
import { fixture } from './support/fixture.ts';
import { isRunning, until } from './support/processes.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { startWorker } from './support/worker-process.ts';

const runs = (name: string) => aTask({ name: 'exec', parameters: { exe: process.execPath, args: [fixture(name)] } });

/** A worker process that runs a program, and the process ids that the program told. */
async function workerThatRuns(name: string) {
  const { manager, home } = await farmParts();
  const task = runs(name);
  manager.tasks.push(task);
  const worker = startWorker(['--home', home, '--manager', manager.url, '--name', 'one'], home);
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

  it('takes two signals of one key press for one, and ends at once with 1 on a later one', async () => {
    const { worker, pids } = await workerThatRuns('ignores-sigterm');
    worker.child.kill('SIGTERM');
    worker.child.kill('SIGINT');
    await until(() => worker.child.exitCode !== null || !worker.child.kill('SIGTERM'), 'the worker ends');
    expect(await worker.exit).toEqual({ code: 1, signal: null });
    await until(() => !pids.some(isRunning), 'the program is gone');
  });

  it('killed with SIGKILL leaves no program behind', async () => {
    const { worker, pids } = await workerThatRuns('forks');
    worker.child.kill('SIGKILL');
    await worker.exit;
    await until(() => !pids.some(isRunning), 'the programs are gone');
  });

  it('killed with SIGKILL while the manager is away loses nothing that it had finished', async () => {
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

  it('with --once runs one task and ends', async () => {
    const { manager, home } = await farmParts();
    manager.tasks.push(runs('prints'));
    const worker = startWorker(['-once', '-manager', manager.url], home);
    expect((await worker.exit).code).toBe(0);
    expect(manager.calls.at(-1)?.path).toBe('/sign-off');
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
  ])('called with %j tells what is wrong in one line and exits with 1', async (args, problem) => {
    const worker = startWorker(args, await temporaryFolder());
    expect((await worker.exit).code).toBe(1);
    expect(worker.output()).toContain(problem);
    expect(worker.output().trim().split('\n')).toHaveLength(1);
  });

  it('names file and key of a bad configuration', async () => {
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

  it('tells its options and its version', async () => {
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
