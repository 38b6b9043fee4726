import { describe, expect, it } from 'vitest';
import { statusLoop } from '#worker/status-loop.ts';
import { append } from './support/append.ts';
import { aTask } from './support/a-task.ts';
import { farmParts } from './support/farm-parts.ts';
import { fixture } from './support/fixture.ts';
import { until } from './support/processes.ts';

const echo = () => aTask({ name: 'echo', parameters: { message: 'hi' } });

describe('an awake worker', () => {
  it('says so, runs the tasks it gets, and asks for the next at once', async () => {
    const parts = await farmParts();
    const tasks = [echo(), echo()];
    parts.manager.tasks.push(...tasks);
    const living = statusLoop(parts, 'awake', parts.stop.signal);
    for (const task of tasks) await parts.manager.untilStatus(task.uuid, 'completed');
    parts.stop.abort();
    expect(await living).toBe('stopped');
    expect(parts.manager.calls[0]).toMatchObject({ path: '/state-changed', json: { status: 'awake' } });
    expect(parts.manager.calls.slice(1).findIndex((call) => call.path === '/task')).toBe(0);
  });

  it('with --once ends after one task', async () => {
    const parts = await farmParts();
    parts.manager.tasks.push(echo(), echo());
    expect(await statusLoop({ ...parts, once: true }, 'awake', parts.stop.signal)).toBe('one-task-done');
    expect(parts.manager.tasks).toHaveLength(1);
  });

  it('delivers the reports it kept before it asks for another task', async () => {
    const parts = await farmParts();
    const done = echo().uuid;
    await append(parts.unsent, { taskId: done, update: { taskStatus: 'completed' } });
    const living = statusLoop(parts, 'awake', parts.stop.signal);
    await parts.manager.untilCalled('/task');
    parts.stop.abort();
    await living;
    expect(parts.manager.calls.slice(0, 3).map((call) => call.path)).toEqual([
      '/state-changed',
      `/task/${done}`,
      '/task',
    ]);
  });

  it.each(['offline', 'restart'] as const)('stops working when the manager asks for %s', async (status) => {
    const parts = await farmParts();
    parts.manager.requestedStatus = status;
    parts.manager.script = (call) => (call.path === '/state-changed' ? { status: 204 } : undefined);
    expect(await statusLoop(parts, 'awake', parts.stop.signal)).toBe(status);
  });

  it('keeps asking a manager that is away, has problems or sends nonsense', async () => {
    const parts = await farmParts();
    const answers = [
      'drop',
      { status: 500 },
      { status: 200, body: { uuid: 'nonsense' } },
      { status: 423, body: {} },
    ] as const;
    parts.manager.script = (call) => (call.path === '/task' ? answers[parts.manager.to('/task').length] : undefined);
    const task = echo();
    parts.manager.tasks.push(task);
    const living = statusLoop(parts, 'awake', parts.stop.signal);
    await parts.manager.untilStatus(task.uuid, 'completed');
    parts.stop.abort();
    await living;
    const asked = parts.manager.to('/task').map(({ status }) => status);
    expect(asked.slice(0, 5)).toEqual([0, 500, 200, 423, 200]);
  });

  it('that the manager has given up as lost says again that it is awake', async () => {
    const parts = await farmParts();
    parts.manager.script = (call) =>
      call.path === '/task' && parts.manager.to('/state-changed').length < 2 ? { status: 409 } : undefined;
    const task = echo();
    parts.manager.tasks.push(task);
    const living = statusLoop(parts, 'awake', parts.stop.signal);
    await parts.manager.untilStatus(task.uuid, 'completed');
    parts.stop.abort();
    await living;
    const said = parts.manager.to('/state-changed').map(({ json }) => json);
    expect(said).toEqual([{ status: 'awake' }, { status: 'awake' }]);
  });

  it('that the manager no longer knows leaves the loop to register again', async () => {
    const parts = await farmParts();
    parts.manager.script = (call) => (call.path === '/task' ? { status: 403 } : undefined);
    expect(await statusLoop(parts, 'awake', parts.stop.signal)).toBe('identity-refused');
  });
});

describe('a sleeping worker', () => {
  it('does not ask for tasks, and wakes when the manager asks it to', async () => {
    const parts = await farmParts();
    const living = statusLoop(parts, 'asleep', parts.stop.signal);
    await parts.manager.untilCalled('/state', 3);
    expect(parts.manager.to('/task')).toEqual([]);
    parts.manager.requestedStatus = 'awake';
    await parts.manager.untilCalled('/task');
    parts.manager.requestedStatus = 'asleep';
    await until(() => parts.manager.to('/state-changed').length === 3, 'asleep again');
    expect(parts.manager.to('/state-changed').map((call) => call.json)).toEqual([
      { status: 'asleep' },
      { status: 'awake' },
      { status: 'asleep' },
    ]);
    parts.stop.abort();
    expect(await living).toBe('stopped');
  });

  it('is what the worker becomes for any other status', async () => {
    const parts = await farmParts();
    const living = statusLoop(parts, 'testing', parts.stop.signal);
    await parts.manager.untilCalled('/state');
    expect(parts.manager.to('/state-changed')[0]?.json).toEqual({ status: 'asleep' });
    parts.stop.abort();
    await living;
  });
});

describe('somebody at the machine', () => {
  it('puts the worker to sleep: its task goes back with the reason in the log, and the manager is told', async () => {
    const parts = await farmParts();
    const { manager, wish } = parts;
    const task = aTask({ name: 'exec', parameters: { exe: process.execPath, args: [fixture('hangs')] } });
    manager.tasks.push(task);
    const living = statusLoop(parts, 'awake', parts.stop.signal);
    await until(() => manager.log(task.uuid).includes('hanging'), 'the task runs');
    wish.ask('asleep');
    await manager.untilCalled('/state-changed', 2);
    expect(manager.to('/state-changed').map((call) => call.json)).toEqual([{ status: 'awake' }, { status: 'asleep' }]);
    expect(manager.log(task.uuid)).toContain('task was stopped: somebody at this machine put this worker to sleep');
    const last = manager.calls.findLastIndex((call) => call.path === `/task/${task.uuid}`);
    expect(last).toBeLessThan(manager.calls.findLastIndex((call) => call.path === '/state-changed'));
    parts.stop.abort();
    expect(await living).toBe('stopped');
  });

  it('wakes it up again, and takes precedence over the manager if both ask', async () => {
    const parts = await farmParts();
    parts.wish.ask('awake');
    const living = statusLoop(parts, 'asleep', parts.stop.signal);
    await parts.manager.untilCalled('/task');
    expect(parts.manager.to('/state-changed').map((call) => call.json)).toEqual([{ status: 'awake' }]);
    parts.wish.ask('awake');
    parts.wish.ask('asleep');
    await parts.manager.untilCalled('/state');
    parts.manager.requestedStatus = 'awake';
    await until(() => parts.manager.to('/state-changed').length === 3, 'awake again');
    parts.stop.abort();
    expect(await living).toBe('stopped');
  });
});
