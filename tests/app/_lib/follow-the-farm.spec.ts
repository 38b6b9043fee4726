import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { batchOf } from '#app/_lib/event-batch.ts';
import { patchJobPages } from '#app/_lib/patch-jobs.ts';
import { patchTaskPages } from '#app/_lib/patch-tasks.ts';
import { patchWorkers } from '#app/_lib/patch-workers.ts';
import type { FarmEvent } from '#server/contracts/event.ts';
import type { LiveMessage } from '#server/contracts/web/live.ts';
import { findJobRowsById } from '#server/persistence/repositories/job-rows.repository.ts';
import { countJobsByStatus } from '#server/persistence/repositories/status-counts.repository.ts';
import { findTaskRows } from '#server/persistence/repositories/task-rows.repository.ts';
import { findWorkerRows } from '#server/persistence/repositories/worker-rows.repository.ts';
import { deleteRequestedJobs } from '#server/scheduler/job-deleter.ts';
import { progressOf } from '#server/trpc/web/live/progress-of.ts';
import { setJob } from '#server/use-cases/set-job.ts';
import { changeJobStatus } from '#server/use-cases/change-job-status.ts';
import { changeTaskStatus } from '#server/use-cases/change-task-status.ts';
import { requestJobDeletion } from '#server/use-cases/delete-job.ts';
import { requestWorkerStatus } from '#server/use-cases/request-worker-status.ts';
import { SOMEBODY } from '#tests/support/actors.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { type FarmInProcess, openFarm } from '#tests/support/farm-in-process.ts';
import { report, submitTasks, takeTask, wakeWorker } from '#tests/support/farm-story.ts';

/** Pages that fetched once and then patched their caches must show what a new fetch would show. */
describe.each(DATABASES)('what pages show after events is what they would fetch, on $kind:', ({ open }) => {
  let farm: FarmInProcess;
  let first: string;
  let second: string;
  let workers: string[];
  beforeEach(async () => {
    farm = await openFarm(open);
    first = await submitTasks(farm, [
      ['a', 'blender'],
      ['b', 'blender'],
      ['c', 'blender'],
      ['video', 'ffmpeg', 'a', 'b', 'c'],
    ]);
    second = await submitTasks(farm, [['z', 'blender']], { name: 'Shot 020', priority: 10 });
    workers = [await wakeWorker(farm, 'anna'), await wakeWorker(farm, 'bert')];
  });
  afterEach(() => farm.close());

  /** The caches of pages that show both jobs, the tasks of the first, and the workers. */
  async function fetchAll() {
    const { tables } = farm.database;
    const jobs = await findJobRowsById(tables, [first, second]);
    const { rows } = await findTaskRows(tables, {
      jobId: first,
      after: undefined,
      limit: 100,
      statuses: [],
      search: '',
    });
    return {
      jobs: byId(jobs),
      counts: await countJobsByStatus(tables),
      tasks: byId(rows),
      workers: byId(await findWorkerRows(tables)),
    };
  }
  type Fetched = Awaited<ReturnType<typeof fetchAll>>;

  function patched(fetched: Fetched, events: readonly FarmEvent[]): Fetched {
    const batch = batchOf(events.flatMap(messagesOf));
    const page = { rows: fetched.jobs, nextCursor: null, counts: fetched.counts };
    const jobs = patchJobPages({ pages: [page], pageParams: [null] }, batch.jobs).pages[0];
    const tasks = patchTaskPages(
      { pages: [{ rows: fetched.tasks, nextCursor: null }], pageParams: [null] },
      batch.of('task.changed').filter((event) => event.job.id === first),
    ).pages[0];
    return {
      jobs: withoutNothing(jobs?.rows ?? []),
      counts: jobs?.counts ?? fetched.counts,
      tasks: tasks?.rows ?? [],
      workers: patchWorkers(fetched.workers, batch.of('worker.changed'), batch.tasks),
    };
  }

  /** The rows after `story`, patched from its events, next to what a fetch returns then. */
  async function after(story: () => Promise<unknown>): Promise<{ patched: Fetched; fetched: Fetched }> {
    const before = await fetchAll();
    farm.delivered.length = 0;
    farm.pass(1000);
    await story();
    return { patched: patched(before, farm.delivered), fetched: await fetchAll() };
  }

  test('tasks that are handed out, progress, fail, and are completed', async () => {
    const [anna = '', bert = ''] = workers;
    const pages = await after(async () => {
      const one = await takeTask(farm, anna);
      const two = await takeTask(farm, bert);
      farm.pass(1000);
      await report(farm, anna, one, { steps_completed: 1, activity: 'Rendering' });
      await report(farm, bert, two, { taskStatus: 'failed', activity: 'no memory' });
      farm.pass(1000);
      await report(farm, anna, one, { steps_completed: 2, taskStatus: 'completed' });
      await takeTask(farm, anna);
    });
    // That a worker was seen is reported along with the next thing that happens to it.
    const seen = (rows: Fetched) => ({ ...rows, workers: rows.workers.map((row) => ({ ...row, last_seen: null })) });
    expect(seen(pages.patched)).toEqual(seen(pages.fetched));
  });

  test('what people change about jobs, tasks and workers', async () => {
    const [anna = ''] = workers;
    const pages = await after(async () => {
      await setJob(farm, SOMEBODY, first, { priority: 90 });
      await setJob(farm, SOMEBODY, first, { keep: true });
      await setJob(farm, SOMEBODY, first, { failure_policy: { blocklist_threshold: 1 } });
      await changeJobStatus(farm, SOMEBODY, { jobId: second, to: 'pause-requested', reason: 'lunch' });
      const [task] = (await fetchAll()).tasks;
      await changeTaskStatus(farm, SOMEBODY, { taskId: task?.id ?? '', to: 'canceled', reason: 'not needed' });
      await requestWorkerStatus(farm, SOMEBODY, anna, { status: 'asleep', lazy: true });
    });
    expect(pages.patched).toEqual(pages.fetched);
  });

  test('a job that is deleted, which the number of jobs shows as well', async () => {
    const pages = await after(async () => {
      await requestJobDeletion(farm, SOMEBODY, second);
      await deleteRequestedJobs(farm);
    });
    expect(pages.fetched.counts).toMatchObject({ queued: 1 });
    expect(pages.patched.jobs).toEqual(pages.fetched.jobs);
    expect(pages.patched.counts).toMatchObject(pages.fetched.counts);
  });
});

/** As the manager sends them to a page that follows the job of each task. */
function messagesOf(event: FarmEvent): LiveMessage[] {
  const progress: LiveMessage[] =
    event.type === 'task.changed' ? [{ kind: 'progress', progress: progressOf([event.payload]) }] : [];
  return [...progress, { kind: 'event', event }];
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): Row[] {
  return rows.toSorted((one, other) => one.id.localeCompare(other.id));
}

/** Rows without fields that are undefined, because the wire leaves those out. */
function withoutNothing<Row extends object>(rows: readonly Row[]): Row[] {
  return JSON.parse(JSON.stringify(rows)) as Row[];
}
