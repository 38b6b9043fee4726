import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#server/persistence/database.ts';
import { findWorkerRows, getWorkerRow } from '#server/persistence/repositories/worker-rows.repository.ts';
import type { WorkerRow } from '#server/persistence/tables.ts';
import { DATABASES } from '../../support/databases.ts';
import { at, seedAttempt, seedJob, seedWorker } from '../trpc/web/support/seed.ts';
import { countWorkersByStatus } from '#server/persistence/repositories/status-counts.repository.ts';
import { NO_DELIVERY } from '#tests/support/actors.ts';

describe.each(DATABASES)('workers table on $kind', ({ open }) => {
  let database: Database;
  let busy: WorkerRow;
  let removed: WorkerRow;

  beforeAll(async () => {
    database = await open(NO_DELIVERY);
    busy = await seedWorker(database, {
      name: 'Node-2',
      status_requested: 'asleep',
      status_request_lazy: 1,
      can_restart: 1,
    });
    const resting = await seedWorker(database, { name: 'node-1', status: 'asleep', last_seen_at: null });
    await seedWorker(database, { name: 'node-3', status: '' });
    await seedWorker(database, { name: 'waiting', approval: 'no-secret' });
    removed = await seedWorker(database, { name: 'gone', deleted_at: at(1) });
    const { tasks } = await seedJob(database, { name: 'Shot', tasks: [{ status: 'active' }, { status: 'active' }] });
    const [first, second] = tasks;
    if (!first || !second) throw new Error('no tasks');
    // The resting worker lost the first task after it had done the second. The busy one runs the first task now.
    await seedAttempt(database, first, resting, { started_at: at(1), ended_at: at(2), outcome: 'queued' });
    await seedAttempt(database, second, busy, { started_at: at(3), ended_at: at(4), outcome: 'completed' });
    await seedAttempt(database, first, busy, { started_at: at(4), number: 2 });
  });
  afterAll(() => database.close());

  test('each row shows what the worker is running, or else what it ran last and how that ended', async () => {
    const rows = await findWorkerRows(database.tables);
    expect(rows.map((row) => [row.name, row.task && `${row.task.name} ${row.task.status}`])).toEqual([
      ['node-1', 'render-1 queued'],
      ['Node-2', 'render-1 active'],
      ['node-3', null],
      ['waiting', null],
    ]);
  });

  test('rows have the requested status and no secret; removed workers are not listed, and those that may not work not counted', async () => {
    const row = await getWorkerRow(database.tables, busy.id);
    expect(row).toMatchObject({
      status_change: { status: 'asleep', is_lazy: true },
      can_restart: true,
      task_types: ['blender', 'ffmpeg'],
    });
    expect(JSON.stringify(row)).not.toContain('not to be sent');
    expect(await getWorkerRow(database.tables, removed.id)).toBeUndefined();
    expect(await countWorkersByStatus(database.tables)).toEqual({ awake: 1, asleep: 1, '': 1 });
  });
});
