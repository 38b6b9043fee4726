import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FarmError } from '#server/domain/errors.ts';
import { nextTask } from '#server/scheduler/next-task.ts';
import { reportTask } from '#server/use-cases/report-task.ts';
import { workerSignOff } from '#server/use-cases/worker-reports-status.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { openFarm, type FarmInProcess } from '#tests/support/farm-in-process.ts';
import { type FarmSnapshot, farmSnapshot } from '#tests/support/farm-snapshot.ts';
import { wakeWorker } from '#tests/support/farm-story.ts';
import { unsound } from '#tests/support/unsound.ts';
import { type Act, history } from './random-history/acts.ts';
import { type Cast, hireWorkers, play } from './random-history/play.ts';
import { asWorker, SOMEBODY } from '#tests/support/actors.ts';

/** How many histories each database goes through. */
const RUNS = { SQLite: 40, PostgreSQL: 6 } as const;

describe.each(DATABASES)('random histories of a farm on $kind', ({ kind, open }) => {
  let farm: FarmInProcess;
  beforeEach(async () => {
    farm = await openFarm(open);
  });
  afterEach(() => farm.close());

  test('break no promise, and healthy workers can finish what is left', { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(history, async (acts) => {
        await emptyFarm(farm);
        const cast = await hireWorkers(farm);
        let before = await farmSnapshot(farm.database.tables);
        for (const act of acts) before = await step(farm, cast, act, before);
        await finish(farm, cast);
      }),
      { numRuns: RUNS[kind] },
    );
  });
});

async function step(farm: FarmInProcess, cast: Cast, act: Act, before: FarmSnapshot): Promise<FarmSnapshot> {
  const refusal = await play(farm, cast, act, before).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof FarmError) return error;
      throw error;
    },
  );
  const after = await farmSnapshot(farm.database.tables);
  const told = `after ${JSON.stringify(act)}${refusal ? `, refused with ${refusal.message}` : ''}`;
  expect(unsound(after), told).toEqual([]);
  if (refusal) expect(after, told).toEqual(before);
  if (act.kind === 'foreign-report' || act.kind === 'late-report') expectFenced(act, cast, before, after, told);
  expect(undone(act, before, after), told).toEqual([]);
  return after;
}

/** Only the current attempt of an active task changes anything, and only when its own worker reports it. */
function expectFenced(act: Act, cast: Cast, before: FarmSnapshot, after: FarmSnapshot, told: string): void {
  if (act.kind !== 'late-report' && act.kind !== 'foreign-report') return;
  const attempt = cast.attempts[act.attempt % Math.max(1, cast.attempts.length)];
  const running = before.tasks.some((task) => task.attempt_id === attempt?.id && task.status === 'active');
  const own = act.kind === 'late-report' || cast.workers[act.worker] === attempt?.worker;
  if (!running || !own) expect(after, told).toEqual(before);
}

/** Tasks that were completed and no longer are, although nobody asked for that. */
function undone(act: Act, before: FarmSnapshot, after: FarmSnapshot): string[] {
  const byPerson = (act.kind === 'job-status' && act.to === 'requeueing') || act.kind === 'task-status';
  if (byPerson) return [];
  const now = new Map(after.tasks.map((task) => [task.id, task.status]));
  return before.tasks
    .filter((task) => task.status === 'completed' && now.has(task.id) && now.get(task.id) !== 'completed')
    .map((task) => `${task.name} was completed and is ${now.get(task.id)}`);
}

/** All workers go home and a new one finishes what can be finished. */
async function finish(farm: FarmInProcess, cast: Cast): Promise<void> {
  for (const worker of cast.workers) await workerSignOff(farm, asWorker(worker));
  const healthy = await wakeWorker(farm, 'healthy');
  for (
    let next = await nextTask(farm, asWorker(healthy));
    next.answer === 'task';
    next = await nextTask(farm, asWorker(healthy))
  ) {
    await reportTask(farm, asWorker(healthy), { attemptId: next.task.uuid, update: { taskStatus: 'completed' } });
  }
  const end = await farmSnapshot(farm.database.tables);
  expect(unsound(end), 'at the end').toEqual([]);
  expect(stuck(end), 'at the end').toEqual([]);
}

/** Tasks of running jobs that do not wait for anything that was stopped by a person or has failed for good. */
function stuck({ jobs, tasks, links }: FarmSnapshot): string[] {
  const running = new Set(jobs.filter((job) => ['queued', 'active'].includes(job.status)).map((job) => job.id));
  const held = new Set(tasks.filter((task) => ['failed', 'canceled', 'paused'].includes(task.status)).map((t) => t.id));
  for (let size = -1; size !== held.size;) {
    size = held.size;
    for (const link of links) if (held.has(link.dependency_id)) held.add(link.task_id);
  }
  return tasks
    .filter((task) => running.has(task.job_id) && task.status !== 'completed' && !held.has(task.id))
    .map((task) => `${task.name} is ${task.status}`);
}

async function emptyFarm(farm: FarmInProcess): Promise<void> {
  await farm.database.transaction(
    async ({ tables }) => {
      await tables.deleteFrom('jobs').execute();
      await tables.deleteFrom('workers').execute();
    },
    { by: SOMEBODY },
  );
}
