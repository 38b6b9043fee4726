import { readdir } from 'node:fs/promises';
import os from 'node:os';
import { describe, expect, it } from 'vitest';
import { runTask } from '#worker/task-runner.ts';
import { aTask } from './support/a-task.ts';
import { farmParts } from './support/farm-parts.ts';
import { fixture } from './support/fixture.ts';
import { isRunning, until } from './support/processes.ts';

const runs = (name: string, ...args: string[]) => ({
  name: 'exec',
  parameters: { exe: process.execPath, args: [fixture(name), ...args] },
});
const pidIn = (log: string) => Number(/pid=(\d+) >/.exec(log)?.[1]);

describe('running a task', () => {
  it.each([
    ['prints', 'completed'],
    ['no-such-fixture', 'failed'],
  ])('keeps the machine awake until it is over (%s: %s)', async (name, outcome) => {
    const parts = await farmParts();
    const held: string[] = [];
    const stayAwake = {
      hold: () => {
        held.push('held');
        return () => void held.push('let go');
      },
    };
    expect(await runTask({ ...parts, stayAwake }, aTask(runs(name)), parts.stop.signal)).toBe(outcome);
    expect(held).toEqual(['held', 'let go']);
  });

  it('reports the start, the log, the steps and the completion, in this order', async () => {
    const parts = await farmParts();
    const task = aTask({ name: 'echo', parameters: { message: 'hi' } }, runs('prints', 'one'));
    expect(await runTask(parts, task, parts.stop.signal)).toBe('completed');
    const updates = parts.manager.updates(task.uuid);
    expect(updates[0]).toEqual({ activity: 'Started', taskStatus: 'active' });
    expect(updates.at(-1)).toEqual({ activity: 'Completed', taskStatus: 'completed' });
    expect(updates.findLast((update) => update.steps_completed !== undefined)).toMatchObject({
      activity: 'Progress',
      steps_completed: 2,
    });
    const log = parts.manager.log(task.uuid);
    expect(log).toMatch(/^echo: "hi"\ngoing to run:\n {4}.*prints\.mjs one\n(pid=\d+ 2?> .*\n){2}$/);
    expect(log).toMatch(/^pid=\d+ > one$/m);
    expect(log).toMatch(/^pid=\d+ 2> a line on stderr$/m);
  });

  it('counts the steps that a command declares, and no more', async () => {
    const parts = await farmParts();
    const task = aTask({
      name: 'blender-render',
      parameters: {
        exe: process.execPath,
        argsBefore: [fixture('fake-blender')],
        blendfile: '',
        args: ['--', 'saved', 'saved', 'saved', 0],
      },
      total_step_count: 2,
    });
    await runTask(parts, task, parts.stop.signal);
    const steps = parts.manager.updates(task.uuid).flatMap((update) => update.steps_completed ?? []);
    expect(steps.at(-1)).toBe(2);
  });

  it('fails with the reason, and skips the remaining commands', async () => {
    const parts = await farmParts();
    const task = aTask(runs('dies', '3'), { name: 'echo', parameters: { message: 'never' } });
    expect(await runTask(parts, task, parts.stop.signal)).toBe('failed');
    const last = parts.manager.updates(task.uuid).at(-1);
    expect(last?.activity).toMatch(/^Failed: exec: .* ended with exit code 3/);
    expect(last).toMatchObject({ taskStatus: 'failed', log: `${last?.activity}\n` });
    expect(parts.manager.log(task.uuid)).not.toContain('never');
  });

  it('fails for a command that it does not know', async () => {
    const parts = await farmParts();
    const task = aTask({ name: 'make-coffee' });
    expect(await runTask(parts, task, parts.stop.signal)).toBe('failed');
    expect(parts.manager.updates(task.uuid).at(-1)?.activity).toContain('no command "make-coffee"');
  });

  it('removes the temporary folder of the task', async () => {
    const parts = await farmParts();
    const code = `require('fs').writeFileSync(process.env.TMPDIR + '/left', ''); console.log('TMPDIR=' + process.env.TMPDIR)`;
    const task = aTask({ name: 'exec', parameters: { exe: process.execPath, args: ['-e', code] } });
    expect(await runTask(parts, task, parts.stop.signal)).toBe('completed');
    const folder = /^pid=\d+ > TMPDIR=.*[/\\](.+)$/m.exec(parts.manager.log(task.uuid))?.[1];
    expect(folder).toMatch(/^flamenco-worker-/);
    expect(await readdir(os.tmpdir())).not.toContain(folder);
  });
});

describe('stopping a running task', () => {
  it('when the manager says that it may not go on: it is killed, and nothing is reported', async () => {
    const parts = await farmParts();
    const task = aTask(runs('forks'));
    const running = runTask(parts, task, parts.stop.signal);
    await until(() => parts.manager.log(task.uuid).includes('child='), 'the child runs');
    parts.manager.script = (call) =>
      call.path.endsWith('/may-i-run')
        ? { status: 200, body: { mayKeepRunning: false, reason: 'task was canceled', statusChangeRequested: false } }
        : undefined;
    expect(await running).toBe('stopped');
    const log = parts.manager.log(task.uuid);
    expect([pidIn(log), Number(/child=(\d+)/.exec(log)?.[1])].map(isRunning)).toEqual([false, false]);
    expect(parts.manager.updates(task.uuid).filter((update) => update.taskStatus !== undefined)).toHaveLength(1);
  });

  it('when a report is refused: it is killed, and nothing more is sent', async () => {
    const parts = await farmParts();
    parts.manager.script = (call) =>
      JSON.stringify(call.json ?? {}).includes('hanging') ? { status: 409 } : undefined;
    const task = aTask(runs('hangs'));
    expect(await runTask(parts, task, parts.stop.signal)).toBe('stopped');
    const reports = parts.manager.to(`/task/${task.uuid}`);
    expect(reports.at(-1)?.status).toBe(409);
    expect(isRunning(pidIn(JSON.stringify(reports.at(-1)?.json)))).toBe(false);
  });

  it('when the worker shuts down: it is killed, with the reason in the log and no status', async () => {
    const parts = await farmParts();
    const task = aTask(runs('hangs'));
    const running = runTask(parts, task, parts.stop.signal);
    await until(() => parts.manager.log(task.uuid).includes('hanging'), 'the program runs');
    parts.stop.abort();
    expect(await running).toBe('stopped');
    expect(parts.manager.log(task.uuid)).toMatch(/task was stopped: this worker is shutting down\n$/);
    expect(isRunning(pidIn(parts.manager.log(task.uuid)))).toBe(false);
    expect(parts.manager.updates(task.uuid).filter((update) => update.taskStatus !== undefined)).toHaveLength(1);
  });

  it('does not happen just because the manager is away or has problems', async () => {
    const parts = await farmParts();
    parts.manager.script = (call) =>
      call.path.endsWith('/may-i-run') ? (parts.manager.calls.length % 2 ? 'drop' : { status: 500 }) : undefined;
    const task = aTask({ name: 'sleep', parameters: { duration_in_seconds: 0.2 } });
    expect(await runTask(parts, task, parts.stop.signal)).toBe('completed');
    expect(parts.manager.to(`/task/${task.uuid}/may-i-run`).length).toBeGreaterThan(1);
  });

  it.each(['end', 'hang'])('leaves no program behind, even one that turned itself into a daemon (%s)', async (how) => {
    const parts = await farmParts();
    const task = aTask({ name: 'exec', parameters: { exe: process.execPath, args: [fixture('daemonises'), how] } });
    const running = runTask(parts, task, parts.stop.signal);
    await until(() => parts.manager.log(task.uuid).includes('daemon='), 'the daemon runs');
    const daemon = Number(/> daemon=(\d+)/.exec(parts.manager.log(task.uuid))?.[1]);
    if (how === 'hang') parts.stop.abort();
    expect(await running).toBe(how === 'hang' ? 'stopped' : 'completed');
    await until(() => !isRunning(daemon), 'the daemon is gone');
  });
});
