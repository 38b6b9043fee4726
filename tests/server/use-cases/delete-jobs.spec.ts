import { access } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deleteRequestedJobs } from '#server/scheduler/job-deleter.ts';
import type { Farm } from '#server/farm/farm.ts';
import { removeSomeTasks } from '#server/persistence/repositories/job-deletion.repository.ts';
import { requestJobDeletion } from '#server/use-cases/delete-job.ts';
import { setJob } from '#server/use-cases/set-job.ts';
import { requestMassDeletion } from '#server/use-cases/delete-jobs.ts';
import { mayWorkerRun } from '#server/use-cases/may-worker-run.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { type FarmInProcess, openFarm } from '#tests/support/farm-in-process.ts';
import { nextName, report, submitTasks, takeTask, type TaskLine, wakeWorker } from '#tests/support/farm-story.ts';
import { asWorker, SOMEBODY } from '#tests/support/actors.ts';

const MANY = Array.from({ length: 1200 }, (_, index): TaskLine => [`t${index}`, 'blender']);

describe.each(DATABASES)('deleting jobs on $kind', ({ open }) => {
  let farm: FarmInProcess;
  beforeEach(async () => {
    farm = await openFarm(open);
  });
  afterEach(() => farm.close());

  async function jobIds(): Promise<string[]> {
    const jobs = await farm.database.tables.selectFrom('jobs').select('id').orderBy('number').execute();
    return jobs.map((job) => job.id);
  }
  const countTasks = async () => (await farm.database.tables.selectFrom('tasks').select('id').execute()).length;

  test('deletes all jobs last updated before a given time, which is rounded up to a whole second', async () => {
    farm.pass(500);
    const old = await submitTasks(farm, [['a', 'blender']]);
    farm.pass(500);
    const edge = await submitTasks(farm, [['b', 'blender']]);
    farm.pass(1);
    const recent = await submitTasks(farm, [['c', 'blender']]);
    expect(await requestMassDeletion(farm, SOMEBODY, '2026-01-05T13:00:00.0004+01:00')).toBe(2);
    await expect.poll(() => requestedIn(farm)).toEqual([old, edge].toSorted());
    await deleteRequestedJobs(farm);
    expect(await jobIds()).toEqual([recent]);
    const gone = farm.delivered.flatMap((event) => (event.type === 'job.deleted' ? [event.payload] : []));
    expect(gone.map(({ job }) => [job.id, job.status, job.tasks.queued])).toEqual([
      [old, 'queued', 1],
      [edge, 'queued', 1],
    ]);
  });

  test('skips jobs that are marked to be kept, and says so if there are no others', async () => {
    const kept = await submitTasks(farm, [['a', 'blender']]);
    const other = await submitTasks(farm, [['b', 'blender']]);
    await setJob(farm, SOMEBODY, kept, { keep: true });
    await expect(requestJobDeletion(farm, SOMEBODY, kept)).rejects.toMatchObject({ code: 'conflict' });
    expect(await requestMassDeletion(farm, SOMEBODY, '2030-01-01T00:00:00Z')).toBe(1);
    await deleteRequestedJobs(farm);
    expect(await jobIds()).toEqual([kept]);
    await expect(requestMassDeletion(farm, SOMEBODY, '2030-01-01T00:00:00Z')).rejects.toMatchObject({
      code: 'nothing-matches',
      message: expect.stringContaining('except for 1 marked to be kept'),
    });
    await setJob(farm, SOMEBODY, kept, { keep: false });
    await requestJobDeletion(farm, SOMEBODY, kept);
    await expect(setJob(farm, SOMEBODY, kept, { keep: true })).rejects.toMatchObject({ code: 'conflict' });
    expect(farm.delivered.filter((event) => event.jobId === other)).not.toHaveLength(0);
  });

  test('removes a checkout only along with the last job that was submitted with it', async () => {
    const removed: string[] = [];
    const uploads = {
      requireCheckout: () => Promise.resolve(),
      removeCheckout: (path: string) => Promise.resolve(removed.push(path) > 0),
    };
    farm.plugins.join('uploads-of-this-spec', { ports: { uploads }, rules: [] });
    const jobs = [await submitTasks(farm, [['a', 'blender']]), await submitTasks(farm, [['b', 'blender']])];
    await farm.database.transaction(
      async ({ tables }) => {
        await tables.updateTable('jobs').set({ shaman_checkout_id: 'project/shot' }).execute();
      },
      { by: SOMEBODY },
    );
    await requestJobDeletion(farm, SOMEBODY, jobs[0] ?? '');
    await deleteRequestedJobs(farm);
    expect(removed).toEqual([]);
    await requestJobDeletion(farm, SOMEBODY, jobs[1] ?? '');
    await deleteRequestedJobs(farm);
    expect(removed).toEqual(['project/shot']);
  });

  test('never removes many dependencies at once, however many a task has', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `t${index}`);
    const job = await submitTasks(
      farm,
      names.map((name, index): TaskLine => [name, 'blender', ...names.slice(0, index)]),
    );
    const count = async () =>
      (await farm.database.tables.selectFrom('task_dependencies').select('task_id').execute()).length;
    const removed: number[] = [];
    for (let left = await count(), isMore = true; isMore;) {
      const limits = { tasks: 4, dependencies: 10 };
      isMore = await farm.database.transaction((tx) => removeSomeTasks(tx, job, limits), { by: SOMEBODY });
      removed.push(left - (await count()));
      left = await count();
    }
    expect(Math.max(...removed)).toBe(10);
    expect([await count(), await countTasks()]).toEqual([0, 0]);
  });

  test('is refused if no job matches', async () => {
    await submitTasks(farm, [['a', 'blender']]);
    await expect(requestMassDeletion(farm, SOMEBODY, '2026-01-05T11:59:59Z')).rejects.toMatchObject({
      code: 'nothing-matches',
    });
    expect(await requestMassDeletion(farm, SOMEBODY, '9999-12-31T23:59:59.9-12:00')).toBe(1);
  });

  test('takes running tasks away from their workers', async () => {
    const worker = await wakeWorker(farm, 'anna');
    const job = await submitTasks(farm, MANY.slice(0, 3));
    const task = await takeTask(farm, worker);
    await requestJobDeletion(farm, SOMEBODY, job);
    await expect(deleteRequestedJobs(withBrokenLogs(farm))).resolves.toBeUndefined();
    await expect(report(farm, worker, task, { log: 'still here' })).rejects.toMatchObject({ code: 'not-yours' });
    expect(await mayWorkerRun(farm, asWorker(worker), task.uuid)).toMatchObject({ mayKeepRunning: false });
    expect(await nextName(farm, worker)).toBe('nothing');
    await deleteRequestedJobs(farm);
    await expect(report(farm, worker, task, { taskStatus: 'completed' })).rejects.toMatchObject({ code: 'not-found' });
    expect(await mayWorkerRun(farm, asWorker(worker), task.uuid)).toMatchObject({ mayKeepRunning: false });
  });

  test('is tried again after a failure', async () => {
    const job = await submitTasks(farm, [['a', 'blender']]);
    const other = await submitTasks(farm, [['b', 'blender']]);
    await requestMassDeletion(farm, SOMEBODY, '2030-01-01T00:00:00Z');
    await deleteRequestedJobs(withBrokenLogs(farm, job));
    expect(await jobIds()).toEqual([job]);
    expect(farm.delivered.filter((event) => event.type === 'job.deleted').map((event) => event.jobId)).toEqual([other]);
    await deleteRequestedJobs(farm);
    expect(await jobIds()).toEqual([]);
  });

  test('continues where it left off after the manager was stopped', async () => {
    const job = await submitTasks(farm, MANY);
    const worker = await wakeWorker(farm, 'anna');
    await takeTask(farm, worker);
    await farm.taskLogs.idle();
    await requestJobDeletion(farm, SOMEBODY, job);
    const stopping = new AbortController();
    await deleteRequestedJobs(stopAfterFirstPart(farm, stopping), stopping.signal);
    expect(await jobIds()).toEqual([job]);
    expect(await countTasks()).toBe(700);
    await deleteRequestedJobs(farm);
    expect(await jobIds()).toEqual([]);
    expect(await countTasks()).toBe(0);
    expect(await farm.database.tables.selectFrom('attempts').select('id').execute()).toEqual([]);
    await expect(access(farm.taskLogs.jobFolder(job))).rejects.toThrow('ENOENT');
  });

  test('with many tasks lets other writers have their turn', async () => {
    await requestJobDeletion(farm, SOMEBODY, await submitTasks(farm, MANY));
    const order: string[] = [];
    const deletion = deleteRequestedJobs(farm).then(() => order.push('job deleted'));
    await farm.database.transaction(() => Promise.resolve(), { by: SOMEBODY });
    await farm.database.transaction(() => Promise.resolve(), { by: SOMEBODY });
    order.push('others served');
    await deletion;
    expect(order).toEqual(['others served', 'job deleted']);
  });
});

/** The ids of the jobs whose coming deletion was announced. */
function requestedIn(farm: FarmInProcess): string[] {
  const requested = farm.delivered.filter(
    (event) => event.type === 'job.changed' && event.payload.job.delete_requested_at,
  );
  return requested.map((event) => event.jobId ?? '').toSorted();
}

/** A farm in which the log folder of one job, or of all jobs, cannot be removed. */
function withBrokenLogs(farm: Farm, jobId?: string): Farm {
  const removeJob = (id: string) =>
    jobId === undefined || id === jobId ? Promise.reject(new Error('no access')) : farm.taskLogs.removeJob(id);
  return { ...farm, taskLogs: { ...farm.taskLogs, removeJob } };
}

/** A farm that is stopped after the tasks were taken from their workers and the first ones were deleted. */
function stopAfterFirstPart(farm: Farm, stopping: AbortController): Farm {
  let transactions = 0;
  const database: Farm['database'] = {
    ...farm.database,
    transaction: async (work) => {
      const result = await farm.database.transaction(work, { by: SOMEBODY });
      transactions += 1;
      if (transactions === 2) stopping.abort();
      return result;
    },
  };
  return { ...farm, database };
}
