import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runWorker } from '#worker/run-worker.ts';
import { append } from './support/append.ts';
import { aTask } from './support/a-task.ts';
import { farmParts } from './support/farm-parts.ts';
import { fixture } from './support/fixture.ts';
import { until } from './support/processes.ts';

const echo = () => aTask({ name: 'echo', parameters: { message: 'hi' } });

async function workerParts(headers: Readonly<Record<string, string>> = {}) {
  const parts = await farmParts();
  const config = {
    name: 'one',
    managerUrl: parts.manager.url,
    headers,
    taskTypes: ['misc'],
    tags: [],
    restartExitCode: 47,
    oomScoreAdjust: undefined,
    configFile: path.join(parts.home, 'flamenco-worker.yaml'),
    credentialsFile: path.join(parts.home, 'flamenco-worker-credentials.yaml'),
    warnings: [],
    unsentUpdatesFile: parts.unsentFile,
  };
  const { manager, logger, timing, stop } = parts;
  const run = async (once = false, selfCheck = false) =>
    await runWorker(
      { config, managerUrl: manager.url, version: '1.2.3', environment: process.env, logger, timing, once, selfCheck },
      stop.signal,
    );
  return { ...parts, run };
}

describe('the life of a worker', () => {
  it('registers, signs on, works, and signs off when it is stopped', async () => {
    const { manager, run, stop } = await workerParts();
    const task = echo();
    manager.tasks.push(task);
    const living = run();
    await manager.untilStatus(task.uuid, 'completed');
    stop.abort();
    expect(await living).toBe(0);
    expect(manager.calls.slice(0, 3).map((call) => call.path)).toEqual([
      '/register-worker',
      '/sign-on',
      '/state-changed',
    ]);
    expect(manager.calls.at(-1)?.path).toBe('/sign-off');
  });

  it('sends the headers for a gateway with every call, and follows it nowhere', async () => {
    const elsewhere = (await farmParts()).manager;
    const { manager, run, stop } = await workerParts({ 'x-gateway': 'open sesame' });
    manager.script = ({ path: where }) => {
      if (where !== '/api/v3/version') return undefined;
      return { status: 307, headers: { location: `${elsewhere.url}/login?back=${where}` } };
    };
    const task = echo();
    manager.tasks.push(task);
    const living = run(false, true);
    await manager.untilStatus(task.uuid, 'completed');
    await manager.untilCalled('/self-check');
    stop.abort();
    expect(await living).toBe(0);
    expect(new Set(manager.calls.map((call) => call.headers['x-gateway']))).toEqual(new Set(['open sesame']));
    expect(elsewhere.calls).toEqual([]);
    expect(JSON.stringify(manager.to('/self-check')[0]?.json)).toContain(`it leads to ${elsewhere.url}/login,`);
  });

  it('checks itself after signing on, without anything waiting for that, whatever the manager answers', async () => {
    const { manager, run, stop } = await workerParts();
    manager.script = ({ path: where }) => {
      if (where === '/api/v3/version') return 'hang';
      return where === '/self-check' ? { status: 404 } : undefined;
    };
    const task = echo();
    manager.tasks.push(task);
    const living = run(false, true);
    await manager.untilStatus(task.uuid, 'completed');
    stop.abort();
    expect(await living).toBe(0);
    expect(manager.to('/self-check')).toEqual([]);
  });

  it('tells the manager what it found out about itself, and does not mind a manager that does not know that operation', async () => {
    const { manager, run, stop } = await workerParts();
    manager.script = ({ path: where }) => {
      if (where === '/api/v3/version') return { status: 200, body: { name: 'Farm', version: '3.8' } };
      return where === '/self-check' ? { status: 404 } : undefined;
    };
    const living = run(false, true);
    await manager.untilCalled('/self-check');
    expect(manager.to('/self-check')[0]?.json).toMatchObject({
      checks: expect.arrayContaining([expect.objectContaining({ name: 'Manager', level: 'ok' })]),
    });
    const task = echo();
    manager.tasks.push(task);
    await manager.untilStatus(task.uuid, 'completed');
    stop.abort();
    expect(await living).toBe(0);
  });

  it.each([
    ['offline', 0],
    ['restart', 47],
  ])('ends with the right exit code when the manager asks for %s', async (status, exitCode) => {
    const { manager, run } = await workerParts();
    manager.firstStatus = status;
    expect(await run()).toBe(exitCode);
    expect(manager.to('/sign-off')).toHaveLength(1);
  });

  it('registers again when the manager has forgotten it, and goes on working', async () => {
    const { manager, run, stop } = await workerParts();
    manager.script = (call) =>
      call.path === '/task' && manager.to('/register-worker').length === 1 ? { status: 403 } : undefined;
    let isRefused = true;
    const before = manager.script;
    manager.script = (call) => {
      // How a manager answers the sign-on of a worker that is not in its database.
      if (call.path === '/sign-on' && manager.to('/sign-on').length === 1 && isRefused) {
        isRefused = false;
        return { status: 403 };
      }
      return before(call);
    };
    const task = echo();
    const living = run();
    await manager.untilCalled('/register-worker', 2);
    manager.tasks.push(task);
    await manager.untilStatus(task.uuid, 'completed');
    stop.abort();
    expect(await living).toBe(0);
  });

  it('keeps rendering while the manager is away, and delivers everything in order when it is back', async () => {
    const { manager, run, stop, unsentFile } = await workerParts();
    const task = aTask(
      { name: 'sleep', parameters: { duration_in_seconds: 0.3 } },
      { name: 'echo', parameters: { message: 'the end' } },
    );
    manager.tasks.push(task);
    const living = run();
    await manager.untilStatus(task.uuid, 'active');
    await manager.close();
    await until(() => readSync(unsentFile).includes('"completed"'), 'the result is on disk');
    await manager.listen();
    await manager.untilStatus(task.uuid, 'completed');
    expect(manager.log(task.uuid)).toContain('echo: "the end"\n');
    stop.abort();
    expect(await living).toBe(0);
  });

  it('delivers what an earlier run finished before it signs on', async () => {
    const { manager, run, stop, unsent } = await workerParts();
    const task = echo();
    manager.firstStatus = 'offline';
    await run();
    await append(unsent, { taskId: task.uuid, update: { taskStatus: 'completed' } });
    manager.calls.length = 0;
    await run();
    expect(manager.calls.slice(0, 2).map((call) => call.path)).toEqual([`/task/${task.uuid}`, '/sign-on']);
    stop.abort();
  });

  it('does not sign on, and so give its tasks to others, until what an earlier run finished is delivered', async () => {
    const { manager, run, stop, unsent } = await workerParts();
    const task = echo();
    manager.firstStatus = 'offline';
    await run();
    await append(unsent, { taskId: task.uuid, update: { taskStatus: 'completed' } });
    manager.calls.length = 0;
    manager.script = (call) =>
      call.path === `/task/${task.uuid}` && manager.to(call.path).length < 3 ? { status: 503 } : undefined;
    await run();
    const paths = manager.calls.map((call) => call.path);
    expect(paths.slice(0, 5)).toEqual([...Array.from({ length: 4 }, () => `/task/${task.uuid}`), '/sign-on']);
    stop.abort();
  });

  it('when stopped, does not wait forever for a manager that does not answer, and keeps the reports', async () => {
    const parts = await workerParts();
    const { manager, logger, stop, unsentFile } = parts;
    const config = {
      name: 'one',
      managerUrl: manager.url,
      headers: {},
      taskTypes: ['misc'],
      tags: [],
      restartExitCode: 0,
      oomScoreAdjust: undefined,
      configFile: '',
      credentialsFile: path.join(parts.home, 'c.yaml'),
      warnings: [],
      unsentUpdatesFile: unsentFile,
    };
    const timing = { ...parts.timing, finalFlush: 50, signOff: 50 };
    const task = aTask({ name: 'exec', parameters: { exe: process.execPath, args: [fixture('hangs')] } });
    manager.tasks.push(task);
    const living = runWorker(
      { config, managerUrl: manager.url, version: '1', environment: process.env, logger, timing },
      stop.signal,
    );
    await until(() => manager.log(task.uuid).includes('hanging'), 'the program runs');
    manager.script = () => 'hang';
    stop.abort();
    expect(await living).toBe(0);
    expect(await readFile(unsentFile, 'utf8')).toContain('task was stopped: this worker is shutting down');
  });

  it('removes temporary folders of workers that were killed', async () => {
    const { manager, run } = await workerParts();
    const host = os.hostname().replaceAll(/[^\w.]/g, '_');
    const dead = await mkdtemp(path.join(os.tmpdir(), `flamenco-worker-${host}-999999999-`));
    const alive = await mkdtemp(path.join(os.tmpdir(), `flamenco-worker-${host}-${process.ppid}-`));
    manager.firstStatus = 'offline';
    await run();
    const names = await readdir(os.tmpdir());
    await rm(alive, { recursive: true });
    expect([names.includes(path.basename(dead)), names.includes(path.basename(alive))]).toEqual([false, true]);
  });
});

function readSync(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
