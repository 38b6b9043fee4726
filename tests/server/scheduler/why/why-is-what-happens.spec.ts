import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TaskWhy } from '#server/contracts/why.ts';
import { compareTasks } from '#server/domain/task-order.ts';
import { nextTask } from '#server/scheduler/next-task.ts';
import { whyJob } from '#server/scheduler/why/job-why.ts';
import { whyTask } from '#server/scheduler/why/task-why.ts';
import { whyWorker } from '#server/scheduler/why/worker-why.ts';
import { openSqliteFolder } from '#tests/support/databases.ts';
import { type FarmInProcess, openFarm } from '#tests/support/farm-in-process.ts';
import { randomFarm, storeFarm, workerId } from '../support/random-farm.ts';
import { asWorker, SOMEBODY } from '#tests/support/actors.ts';

/** No worker of the farm. It takes over what was handed out, so that the worker in question can ask again. */
const SOMEBODY_ELSE = '99999999-0000-4000-8000-000000000000';

let farm: FarmInProcess;
beforeAll(async () => {
  farm = await openFarm(openSqliteFolder);
});
afterAll(() => farm.close());

describe('why says', () => {
  test(
    'that a task can run exactly when the scheduler hands it out, and in that order',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(randomFarm, async (given) => {
          await farm.database.transaction((tx) => storeFarm(tx, given), { by: SOMEBODY });
          for (const [number, worker] of given.workers.entries()) {
            if (worker.removed) continue;
            const promised = await expected(workerId(number));
            expect(await handedOut(workerId(number))).toEqual(promised);
          }
        }),
        { numRuns: 60 },
      );
    },
  );

  test('for each task type of a job which workers could run one of its tasks', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(randomFarm, async (given) => {
        await farm.database.transaction((tx) => storeFarm(tx, given), { by: SOMEBODY });
        const tasks = await whyAll();
        for (const { id } of await farm.database.tables.selectFrom('jobs').select('id').execute()) {
          const why = await whyJob(farm, id);
          const ofJob = tasks.filter((task) => task.job_id === id);
          expect(why.waiting).toBe(ofJob.filter(isWaiting).length);
          expect(why.active).toBe(ofJob.filter((task) => task.task_status === 'active').length);
          for (const type of why.types) {
            const ofType = ofJob.filter((task) => task.task_type === type.task_type && isWaiting(task));
            expect(type.can_run).toBe(ofType.some((task) => task.can_run));
            const able = new Set(ofType.filter((task) => task.can_run).flatMap(ableIds));
            if (type.can_run)
              expect(type.able.examples.map(({ id: worker }) => worker).toSorted()).toEqual([...able].toSorted());
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** The names of the tasks that the worker may run according to "why", in the order in which they are handed out. */
async function expected(worker: string): Promise<string[]> {
  const rows = await farm.database.tables
    .selectFrom('tasks')
    .innerJoin('jobs', 'jobs.id', 'tasks.job_id')
    .select([
      'tasks.id',
      'tasks.name',
      'tasks.priority',
      'tasks.index_in_job',
      'jobs.number',
      'jobs.priority as job_priority',
    ])
    .execute();
  const rank = (row: (typeof rows)[number]) => ({
    jobPriority: row.job_priority,
    jobNumber: row.number,
    taskPriority: row.priority,
    indexInJob: row.index_in_job,
  });
  const able = new Set(
    (await whyAll()).filter((why) => why.can_run && ableIds(why).includes(worker)).map((why) => why.task_id),
  );
  return rows
    .filter((row) => able.has(row.id))
    .toSorted((a, b) => compareTasks(rank(a), rank(b)))
    .map((row) => row.name);
}

/** What the worker gets when it asks again and again; "why" must predict it each time. */
async function handedOut(worker: string): Promise<string[]> {
  const names: string[] = [];
  for (;;) {
    const why = await whyWorker(farm, worker);
    const next = await nextTask(farm, asWorker(worker));
    const name = next.answer === 'task' ? next.task.name : undefined;
    // A worker that is asked to sleep finishes its task, and is told to sleep when it asks for the next one.
    const mayAsk = why.blocked_by.every((rule) => rule.rule === 'worker-free');
    expect(name).toBe(mayAsk ? (why.running ?? why.next)?.name : undefined);
    expect(why.summary).toMatch(/\.$/);
    if (next.answer === 'change-status' || next.answer === 'wrong-status') expect(why.blocked_by).not.toEqual([]);
    if (name === undefined || why.running) return names;
    await farm.database.transaction(
      (tx) => tx.tables.updateTable('tasks').set({ worker_id: SOMEBODY_ELSE }).where('name', '=', name).execute(),
      { by: SOMEBODY },
    );
    names.push(name);
  }
}

async function whyAll(): Promise<TaskWhy[]> {
  const tasks = await farm.database.tables.selectFrom('tasks').select('id').execute();
  return Promise.all(tasks.map(({ id }) => whyTask(farm, id)));
}

/** The farms are so small that every worker is among the examples. */
function ableIds(why: TaskWhy): string[] {
  return why.able.examples.map((worker) => worker.id);
}

function isWaiting(why: TaskWhy): boolean {
  return why.task_status === 'queued' || why.task_status === 'soft-failed';
}
