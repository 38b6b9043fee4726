import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { whyJob } from '#server/scheduler/why/job-why.ts';
import { whyTask } from '#server/scheduler/why/task-why.ts';
import { changeJobStatus } from '#server/use-cases/change-job-status.ts';
import { deleteJob, requestJobDeletion } from '#server/use-cases/delete-job.ts';
import { releaseJob } from '#server/use-cases/release-job.ts';
import { checkJob, submitJob } from '#server/use-cases/submit-job.ts';
import { SOMEBODY } from '#tests/support/actors.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { openFarm, type FarmInProcess } from '#tests/support/farm-in-process.ts';
import {
  completeAll,
  expectSoundFarm,
  jobStatus,
  nextName,
  report,
  submitTasks,
  takeTask,
  wakeWorker,
} from '#tests/support/farm-story.ts';

describe.each(DATABASES)('jobs that depend on other jobs, on $kind', ({ open }) => {
  let farm: FarmInProcess;
  let anna: string;

  beforeEach(async () => {
    farm = await openFarm(open);
    anna = await wakeWorker(farm, 'anna');
  });
  afterEach(async () => {
    await expectSoundFarm(farm);
    await farm.close();
  });

  const simulation = () => submitTasks(farm, [['simulate', 'blender']], { name: 'sim' });
  const after = (...depends_on: string[]) =>
    submitTasks(farm, [['render', 'blender']], { name: 'shot', priority: 90, depends_on });
  const ask = (jobId: string, to: 'cancel-requested' | 'requeueing' | 'pause-requested') =>
    changeJobStatus(farm, SOMEBODY, { jobId, to, reason: 'because' });
  const remove = async (jobId: string) => {
    await requestJobDeletion(farm, SOMEBODY, jobId);
    await deleteJob(farm, jobId);
  };
  const why = async (jobId: string) => {
    const { summary, can_run: canRun, types } = await whyJob(farm, jobId);
    const [reason] = types[0]?.blocked_by ?? [];
    return { summary, canRun, rule: reason?.rule, unblock: reason?.unblock };
  };
  const told = (jobId: string) =>
    farm.delivered.flatMap((event) =>
      event.type === 'job.changed' && event.payload.job.id === jobId
        ? [[event.payload.job.waits_for, ...event.payload.changed]]
        : [],
    );

  test('a job starts when the other is completed, although its priority is higher, and everybody is told', async () => {
    const sim = await simulation();
    const shot = await after(sim);
    expect(await completeAll(farm, anna)).toEqual(['simulate', 'render']);
    expect(await jobStatus(farm, shot)).toBe('completed');
    expect(told(shot).filter(([, first]) => first !== 'status')).toEqual([
      [1, 'depends_on'],
      [0, 'waits_for', 'depends_on'],
    ]);
  });

  test('it says which jobs it waits for, and in which state they are', async () => {
    const sim = await simulation();
    const fluid = await submitTasks(farm, [['pour', 'blender']], { name: 'fluid', priority: 10 });
    const shot = await after(sim, fluid);
    await takeTask(farm, anna);
    expect(await why(shot)).toEqual({
      summary: 'The job waits for job "sim", which is active; and for job "fluid", which is queued.',
      canRun: false,
      rule: 'other-jobs-completed',
      unblock:
        'It starts by itself once they are completed. If one will never be, start this job without waiting, on its page.',
    });
    const { id } = await farm.database.tables
      .selectFrom('tasks')
      .select('id')
      .where('job_id', '=', shot)
      .executeTakeFirstOrThrow();
    expect((await whyTask(farm, id)).summary).toBe((await why(shot)).summary);
  });

  test('it keeps waiting for a job that failed or was canceled, and says so, until that is completed after all', async () => {
    const sim = await submitTasks(farm, [['simulate', 'blender']], {
      name: 'sim',
      failure_policy: { task_fail_after_softfail_count: 1 },
    });
    const shot = await after(sim);
    await report(farm, anna, await takeTask(farm, anna), { taskStatus: 'failed' });
    expect(await nextName(farm, anna)).toBe('nothing');
    expect(await why(shot)).toMatchObject({
      summary: 'The job waits for job "sim", which has failed.',
      unblock: 'Re-queue the job that failed or was canceled, or start this one without waiting, on its page.',
    });
    await ask(sim, 'requeueing');
    await ask(sim, 'cancel-requested');
    expect(await why(shot)).toMatchObject({ summary: 'The job waits for job "sim", which was canceled.' });
    await ask(sim, 'requeueing');
    expect(await completeAll(farm, anna)).toEqual(['simulate', 'render']);
  });

  test('it waits again when the other job is rendered again', async () => {
    const sim = await simulation();
    expect(await completeAll(farm, anna)).toEqual(['simulate']);
    const shot = await after(sim);
    await ask(sim, 'requeueing');
    expect(await nextName(farm, anna)).toBe('simulate');
    expect(await why(shot)).toMatchObject({ summary: 'The job waits for job "sim", which is active.' });
  });

  test('a job that depends on a completed job starts at once', async () => {
    const sim = await simulation();
    await completeAll(farm, anna);
    await after(sim);
    expect(await nextName(farm, anna)).toBe('render');
  });

  test('a job that was deleted is still waited for, and its deletion is told, unless it was completed', async () => {
    const [sim, done] = [await simulation(), await submitTasks(farm, [['pour', 'blender']], { priority: 80 })];
    await report(farm, anna, await takeTask(farm, anna), { taskStatus: 'completed' });
    const shot = await after(sim, done);
    await remove(done);
    await remove(sim);
    expect(await nextName(farm, anna)).toBe('nothing');
    expect(await why(shot)).toMatchObject({
      summary: 'The job waits for job "sim", which was deleted before it was completed.',
      unblock: 'A deleted job is never completed: start this one without waiting, on its page.',
    });
    expect(told(shot)).toEqual([
      [1, 'depends_on'],
      [1, 'depends_on'],
    ]);
    await releaseJob(farm, SOMEBODY, shot);
    expect(await nextName(farm, anna)).toBe('render');
  });

  test('somebody can release it, which is told, and a job that waits for nothing stays as it is', async () => {
    const sim = await simulation();
    const shot = await after(sim);
    await releaseJob(farm, SOMEBODY, shot);
    await releaseJob(farm, SOMEBODY, shot);
    expect(told(shot)).toEqual([[0, 'waits_for']]);
    expect(await nextName(farm, anna)).toBe('render');
    await remove(sim);
  });

  test('a paused job stays paused when the other is completed, and cannot be started by resuming it before', async () => {
    const sim = await simulation();
    const shot = await after(sim);
    await ask(shot, 'pause-requested');
    await ask(shot, 'requeueing');
    expect(await nextName(farm, anna)).toBe('simulate');
    await ask(shot, 'pause-requested');
    expect(await completeAll(farm, anna)).toEqual(['simulate']);
    expect(await jobStatus(farm, shot)).toBe('paused');
  });

  test('a chain of jobs runs in order, and deleting a waiting job leaves the others', async () => {
    const first = await simulation();
    const second = await submitTasks(farm, [['cache', 'blender']], { depends_on: [first] });
    await remove(await after(first, second));
    await submitTasks(farm, [['comp', 'ffmpeg']], { priority: 99, depends_on: [second, first, second] });
    expect(await completeAll(farm, anna)).toEqual(['simulate', 'cache', 'comp']);
  });

  test('a job that is not there cannot be waited for, so there are no circles, nor one that is being deleted', async () => {
    const unknown = randomUUID();
    const order = { name: 'shot', type: 'graph', priority: 50, submitter_platform: 'linux', settings: { tasks: '[]' } };
    for (const send of [checkJob, submitJob]) {
      await expect(send(farm, SOMEBODY, { ...order, depends_on: [unknown] })).rejects.toMatchObject({
        code: 'bad-request',
        message: `depends_on: there is no job ${unknown}`,
      });
    }
    const sim = await simulation();
    await requestJobDeletion(farm, SOMEBODY, sim);
    await expect(after(sim)).rejects.toMatchObject({ message: `depends_on: the job "sim" (${sim}) is being deleted` });
  });
});
