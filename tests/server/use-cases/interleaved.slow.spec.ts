import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StatusRequest } from '#server/domain/worker-state.ts';
import { decideStatusReport } from '#server/domain/worker-state.ts';
import { openPostgresql } from '#server/persistence/open-postgresql.ts';
import { getWorker, lockWorker } from '#server/persistence/repositories/workers.repository.ts';
import { changeWorkerRequest } from '#server/use-cases/change-worker-request.ts';
import { changeWorker, workerState } from '#server/use-cases/parts/change-worker.ts';
import { requestWorkerStatus } from '#server/use-cases/request-worker-status.ts';
import { setWorkerTags } from '#server/use-cases/set-worker-tags.ts';
import { sql } from 'kysely';
import { asWorker, SOMEBODY } from '#tests/support/actors.ts';
import { type FarmInProcess, openFarm } from '#tests/support/farm-in-process.ts';
import { wakeWorker } from '#tests/support/farm-story.ts';
import { ensurePostgres, type PostgresServer, startPostgres } from '#tests/support/postgres-server.ts';

/** PGlite has only one connection, so nothing can come between two statements of a transaction. */
describe('two changes of one worker at the same moment, on a real PostgreSQL server', () => {
  let server: PostgresServer;
  let farm: FarmInProcess;

  beforeAll(async () => {
    server = await startPostgres((await ensurePostgres()) ?? '');
    const address = await server.createDatabase('interleaved');
    farm = await openFarm((options) => openPostgresql(address, options));
  });
  afterAll(async () => {
    await farm?.close();
    await server?.stop();
  });

  it('a request to wake up that comes while the worker falls asleep is not lost', async () => {
    const anna = await wakeWorker(farm, 'Anna');
    await requestWorkerStatus(farm, SOMEBODY, anna, { status: 'asleep', lazy: false });
    await whileItFallsAsleep(anna, () => requestWorkerStatus(farm, SOMEBODY, anna, { status: 'awake', lazy: false }));
    expect(await stateOf(anna)).toEqual({ status: 'asleep', request: { status: 'awake', lazy: false } });
    expect(farm.delivered.at(-1)?.payload).toMatchObject({
      worker: { status: 'asleep', status_change: { status: 'awake' } },
    });
  });

  it('a rule that prescribes a status looks at the current status of the worker', async () => {
    const bert = await wakeWorker(farm, 'Bert');
    const seen: string[] = [];
    const wakeUp = (state: { status: string }): StatusRequest | null => {
      seen.push(state.status);
      return state.status === 'asleep' ? { status: 'awake', lazy: false } : null;
    };
    await whileItFallsAsleep(bert, () =>
      farm.database.transaction((tx) => changeWorkerRequest(farm, tx, bert, wakeUp), { by: SOMEBODY }),
    );
    expect(seen).toEqual(['asleep']);
    expect(await stateOf(bert)).toEqual({ status: 'asleep', request: { status: 'awake', lazy: false } });
  });

  it('an event about new tags shows the worker as it is, not as it was', async () => {
    const carl = await wakeWorker(farm, 'Carl');
    await whileItFallsAsleep(carl, () => setWorkerTags(farm, SOMEBODY, carl, []));
    expect(farm.delivered.at(-1)?.payload).toMatchObject({ worker: { id: carl, status: 'asleep' } });
  });

  /**
   * Begins `change` when the worker's report that it is now asleep is written, and commits that report once `change`
   * waits for it.
   */
  async function whileItFallsAsleep(workerId: string, change: () => Promise<void>): Promise<void> {
    const written = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const report = farm.database.transaction(
      async (tx) => {
        const worker = await lockWorker(tx, workerId);
        const decision = decideStatusReport(workerState(worker), 'asleep');
        await changeWorker(farm, tx, { worker, decision, cause: 'not-awake' });
        written.resolve();
        await mayEnd.promise;
      },
      { by: asWorker(workerId) },
    );
    await written.promise;
    const changed = change();
    await untilSomebodyWaits();
    mayEnd.resolve();
    await report;
    await changed;
  }

  async function untilSomebodyWaits(): Promise<void> {
    const waiting = sql<{ count: number }>`select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    await expect
      .poll(async () => (await waiting.execute(farm.database.tables)).rows[0]?.count, { timeout: 20_000 })
      .toBe(1);
  }

  async function stateOf(workerId: string) {
    return workerState(await getWorker(farm.database.tables, workerId));
  }
});
