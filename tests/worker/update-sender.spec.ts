import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { UnsentUpdates } from '#worker/unsent-updates.ts';
import { UpdateSender } from '#worker/update-sender.ts';
import { farmParts } from './support/farm-parts.ts';
import { until } from './support/processes.ts';

const TASK = '5f0c6a5e-65f2-4c0b-9f0e-0a5a0d7b1c01';

describe('reports on their way to the manager', () => {
  it('are sent straight away when nothing is waiting', async () => {
    const { manager, sender, unsent } = await farmParts();
    expect(await sender.send(TASK, { log: 'one\n' })).toBe('delivered');
    expect(manager.updates(TASK)).toEqual([{ log: 'one\n' }]);
    expect(unsent.count).toBe(0);
  });

  it('are kept in order while the manager is away, and delivered when it is back', async () => {
    const { manager, sender } = await farmParts();
    await manager.close();
    expect(await sender.send(TASK, { log: 'one\n' })).toBe('kept');
    await manager.listen();
    expect(await sender.send(TASK, { log: 'two\n' })).toBe('kept');
    await sender.flush();
    expect(manager.log(TASK)).toBe('one\ntwo\n');
    expect(await sender.send(TASK, { log: 'three\n' })).toBe('delivered');
  });

  it.each([500, 503, 429])('are kept when the manager answers %i, which is its own problem', async (status) => {
    const { manager, sender } = await farmParts();
    manager.script = () => ({ status });
    expect(await sender.send(TASK, { taskStatus: 'completed' })).toBe('kept');
    manager.script = () => undefined;
    await sender.flush();
    expect(manager.updates(TASK)).toEqual([{ taskStatus: 'completed' }]);
  });

  it('that make the manager fail every time do not block the others forever', async () => {
    const { manager, sender, unsent } = await farmParts();
    manager.script = (call) => (JSON.stringify(call.json).includes('poison') ? { status: 500 } : undefined);
    await sender.send(TASK, { log: 'poison' });
    await sender.send(TASK, { log: 'fine' });
    for (let round = 0; round < 20; round++) await sender.flush();
    expect(manager.log(TASK)).toBe('fine');
    expect(unsent.count).toBe(0);
  });

  it.each([409, 404])(
    'that are answered with %i are dropped, and the task they belong to is stopped',
    async (status) => {
      const { manager, sender, unsent } = await farmParts();
      let isLost = false;
      sender.watch(TASK, () => (isLost = true));
      manager.script = () => 'drop';
      await sender.send(TASK, { log: 'one\n' });
      expect([unsent.count, isLost]).toEqual([1, false]);
      manager.script = () => ({ status, body: { code: status, message: 'not yours' } });
      await sender.flush();
      expect([unsent.count, isLost]).toEqual([0, true]);
    },
  );

  it('that end a task are on disk before they are sent', async () => {
    const { manager, sender, unsentFile } = await farmParts();
    manager.script = () => 'hang';
    const sending = sender.send(TASK, { taskStatus: 'completed' });
    await manager.untilCalled(`/task/${TASK}`);
    expect(await readFile(unsentFile, 'utf8')).toContain('"taskStatus":"completed"');
    sender.giveUp();
    expect(await sending).toBe('kept');
  });

  it('are put on disk behind one that a silent manager does not answer, hold nothing up, and all arrive in order', async () => {
    const { manager, client, unsent, unsentFile, logger } = await farmParts();
    const sender = new UpdateSender(client, unsent, { keepUnsent: 20 }, logger);
    manager.script = () => 'hang';
    expect(await sender.send(TASK, { log: 'one\n' })).toBe('kept');
    expect(await sender.send(TASK, { log: 'two\n' })).toBe('kept');
    expect(await sender.send(TASK, { taskStatus: 'completed' })).toBe('kept');
    const lines = (await readFile(unsentFile, 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).update)).toEqual([
      { log: 'one\n' },
      { log: 'two\n' },
      { taskStatus: 'completed' },
    ]);
    expect(manager.calls).toHaveLength(1);
    manager.script = () => undefined;
    await manager.close();
    await manager.listen();
    await sender.flush();
    await sender.flush();
    expect(manager.updates(TASK)).toEqual([{ log: 'one\n' }, { log: 'two\n' }, { taskStatus: 'completed' }]);
    await expect(readFile(unsentFile)).rejects.toThrow('ENOENT');
  });

  it('that were being sent when the worker was killed are still there when it is started again', async () => {
    const { manager, client, unsent, unsentFile, logger } = await farmParts();
    const sender = new UpdateSender(client, unsent, { keepUnsent: 10_000 }, logger);
    manager.script = () => 'hang';
    void sender.send(TASK, { log: 'under way\n' });
    await manager.untilCalled(`/task/${TASK}`);
    void sender.send(TASK, { taskStatus: 'completed' });
    await until(
      () => readFileSync(unsentFile, { encoding: 'utf8', flag: 'a+' }).includes('completed'),
      'it is on disk',
    );
    const again = await UnsentUpdates.open(unsentFile);
    expect([again.count, again.oldest()?.update]).toEqual([2, { log: 'under way\n' }]);
    sender.giveUp();
  });

  it('only go to disk after sending was given up', async () => {
    const { manager, sender, unsent } = await farmParts();
    sender.giveUp();
    expect(await sender.send(TASK, { log: 'one\n' })).toBe('kept');
    await sender.flush();
    expect([unsent.count, manager.calls.length]).toEqual([1, 0]);
  });

  it('never overtake each other, however many there are at once', async () => {
    const { manager, sender } = await farmParts();
    const numbers = Array.from({ length: 20 }, (_, n) => n);
    await Promise.all(numbers.map(async (n) => await sender.send(TASK, { steps_completed: n })));
    await until(() => manager.updates(TASK).length === 20, '20 updates');
    expect(manager.updates(TASK).map((update) => update.steps_completed)).toEqual(numbers);
  });
});
