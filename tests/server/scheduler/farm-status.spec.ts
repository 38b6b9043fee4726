import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { saveWorker } from '#server/persistence/repositories/workers.repository.ts';
import { FarmStatusKeeper } from '#server/scheduler/farm-status.ts';
import { decideApproval } from '#server/use-cases/decide-approval.ts';
import { openSqliteFolder } from '#tests/support/databases.ts';
import { type FarmInProcess, openFarm } from '#tests/support/farm-in-process.ts';
import { submitTasks, takeTask, wakeWorker } from '#tests/support/farm-story.ts';
import { SOMEBODY } from '#tests/support/actors.ts';

describe('the status of the farm', () => {
  let farm: FarmInProcess;
  let keeper: FarmStatusKeeper;
  beforeEach(async () => {
    farm = await openFarm(openSqliteFolder);
    keeper = new FarmStatusKeeper(farm);
  });
  afterEach(async () => {
    await keeper.stop();
    await farm.close();
  });
  const announced = () =>
    farm.delivered.flatMap((event) => (event.type === 'farm-status.changed' ? [event.payload.status] : []));

  test('is "starting" until it is first computed', async () => {
    expect(keeper.status).toBe('starting');
    await keeper.compute();
    expect(keeper.status).toBe('inoperative');
    expect(announced()).toEqual(['inoperative']);
  });

  test('is announced once per change, however often it is computed', async () => {
    const worker = await wakeWorker(farm, 'anna');
    await Promise.all([keeper.compute(), keeper.compute(), keeper.compute()]);
    await submitTasks(farm, [['a', 'blender']]);
    await Promise.all([keeper.compute(), keeper.compute()]);
    await takeTask(farm, worker);
    await keeper.compute();
    await keeper.compute();
    expect(announced()).toEqual(['idle', 'waiting', 'active']);
  });

  test('follows jobs and workers automatically', async () => {
    keeper.start();
    await expect.poll(() => keeper.status).toBe('inoperative');
    await wakeWorker(farm, 'anna');
    await expect.poll(() => keeper.status, { timeout: 5000 }).toBe('idle');
    expect(announced()).toEqual(['inoperative', 'idle']);
  });

  test('follows the approval of a worker at once', async () => {
    const worker = await wakeWorker(farm, 'anna');
    await farm.database.transaction((tx) => saveWorker(tx, worker, { approval: 'no-secret' }), { by: SOMEBODY });
    keeper.start();
    await expect.poll(() => keeper.status).toBe('inoperative');
    await decideApproval(farm, SOMEBODY, worker, 'approve');
    await expect.poll(() => keeper.status, { timeout: 5000 }).toBe('idle');
  });

  test('is announced later if it cannot be announced now', async () => {
    const broken = new FarmStatusKeeper({
      ...farm,
      database: { ...farm.database, transaction: () => Promise.reject(new Error('disk full')) },
    });
    await broken.compute();
    expect(broken.status).toBe('starting');
    await keeper.compute();
    expect(announced()).toEqual(['inoperative']);
  });
});
