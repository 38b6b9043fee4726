import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findTagsOf } from '#server/persistence/repositories/worker-tags.repository.ts';
import { createWorkerTag } from '#server/use-cases/create-worker-tag.ts';
import { deleteWorkerTag } from '#server/use-cases/delete-worker-tag.ts';
import { setJobTag } from '#server/use-cases/set-job-tag.ts';
import { setWorkerTags } from '#server/use-cases/set-worker-tags.ts';
import { submitJob } from '#server/use-cases/submit-job.ts';
import { updateWorkerTag } from '#server/use-cases/update-worker-tag.ts';
import { workerSignOn } from '#server/use-cases/worker-sign-on.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { openFarm, type FarmInProcess } from '#tests/support/farm-in-process.ts';
import {
  expectSoundFarm,
  jobStatus,
  nextName,
  report,
  submitTasks,
  takeTask,
  wakeWorker,
} from '#tests/support/farm-story.ts';
import { asWorker, SOMEBODY } from '#tests/support/actors.ts';

describe.each(DATABASES)('worker tags on $kind', ({ open }) => {
  let farm: FarmInProcess;
  let anna: string;
  let bert: string;

  beforeEach(async () => {
    farm = await openFarm(open);
    anna = await wakeWorker(farm, 'anna');
    bert = await wakeWorker(farm, 'bert');
  });
  afterEach(async () => {
    await expectSoundFarm(farm);
    await farm.close();
  });

  const newTag = async (name: string) => (await createWorkerTag(farm, SOMEBODY, { name })).id;
  const namesOf = async (worker: string) => (await findTagsOf(farm.database.tables, worker)).map((tag) => tag.name);
  const tagOf = async (jobId: string) => {
    const query = farm.database.tables.selectFrom('jobs').select('worker_tag_id').where('id', '=', jobId);
    return (await query.executeTakeFirstOrThrow()).worker_tag_id;
  };

  test('a job that is bound to a tag runs only on workers with the tag', async () => {
    const gpu = await newTag('GPU');
    await setWorkerTags(farm, SOMEBODY, bert, [gpu, await newTag('fast')]);
    const job = await submitTasks(farm, [['tagged', 'blender']], { priority: 90 });
    await setJobTag(farm, SOMEBODY, job, { id: gpu });
    await submitTasks(farm, [['free', 'blender']], { priority: 10 });
    expect(await nextName(farm, anna)).toBe('free');
    expect(await nextName(farm, bert)).toBe('tagged');
  });

  test('a worker gets the tags that it names when it signs on, keeps its others, and is told which do not exist', async () => {
    await newTag('fast');
    await newTag('GPU');
    const signOn = { name: 'bert', supported_task_types: ['misc'], software_version: '1', can_restart: false };
    await workerSignOn(farm, asWorker(bert), { ...signOn, tags: ['fast'] }, '::1');
    const tags = ['GPU', ' fast ', '', 'gpu', 'night shift'];
    expect(await workerSignOn(farm, asWorker(bert), { ...signOn, tags }, '::1')).toMatchObject({
      unknown_tags: ['gpu', 'night shift'],
    });
    expect((await namesOf(bert)).toSorted()).toEqual(['GPU', 'fast']);
    expect(await workerSignOn(farm, asWorker(bert), { ...signOn, tags: ['GPU'] }, '::1')).toMatchObject({
      unknown_tags: [],
    });
    expect(await workerSignOn(farm, asWorker(bert), signOn, '::1')).not.toHaveProperty('unknown_tags');
    expect((await namesOf(bert)).toSorted()).toEqual(['GPU', 'fast']);
  });

  test('a job without a tag runs on any worker', async () => {
    await setWorkerTags(farm, SOMEBODY, bert, [await newTag('GPU')]);
    await submitTasks(farm, [['a', 'blender']]);
    expect(await nextName(farm, bert)).toBe('a');
  });

  test('a job can be bound when it is submitted; a tag that does not exist is refused, and nothing is stored', async () => {
    const submission = {
      name: 'Shot 010',
      type: 'graph',
      priority: 50,
      submitter_platform: 'linux',
      settings: { tasks: JSON.stringify([['a', 'blender']]) },
    };
    const gpu = await newTag('GPU');
    const { id } = await submitJob(farm, SOMEBODY, { ...submission, worker_tag: gpu });
    expect(await tagOf(id)).toBe(gpu);
    expect(await nextName(farm, anna)).toBe('nothing');
    const refused = submitJob(farm, SOMEBODY, { ...submission, worker_tag: farm.newId() });
    await expect(refused).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching(/^worker_tag: /),
    });
    expect(await farm.database.tables.selectFrom('jobs').select('id').execute()).toHaveLength(1);
  });

  test('a tag that is deleted while the job is compiled is noticed', async () => {
    const gpu = await newTag('GPU');
    const slow = Object.assign(Object.create(farm) as FarmInProcess, {
      compileJob: async (input: Parameters<FarmInProcess['compileJob']>[0]) => {
        await deleteWorkerTag(farm, SOMEBODY, gpu);
        return farm.compileJob(input);
      },
    });
    const settings = { tasks: JSON.stringify([['a', 'blender']]) };
    const submission = { name: 'Shot', type: 'graph', priority: 50, submitter_platform: 'linux', settings };
    await expect(submitJob(slow, SOMEBODY, { ...submission, worker_tag: gpu })).rejects.toMatchObject({
      code: 'bad-request',
    });
  });

  test('deleting a tag frees its jobs and its workers', async () => {
    const gpu = await newTag('GPU');
    await setWorkerTags(farm, SOMEBODY, bert, [gpu]);
    const job = await submitTasks(farm, [['a', 'blender']]);
    await setJobTag(farm, SOMEBODY, job, { name: 'GPU' });
    expect(await nextName(farm, anna)).toBe('nothing');
    await deleteWorkerTag(farm, SOMEBODY, gpu);
    expect(await tagOf(job)).toBeNull();
    expect(await namesOf(bert)).toEqual([]);
    expect(await nextName(farm, anna)).toBe('a');
    expect(await farm.database.checkIntegrity('whole')).toEqual([]);
  });

  test('setting the tags of a worker replaces the ones it had; unknown ids are ignored', async () => {
    const [gpu, fast] = [await newTag('GPU'), await newTag('fast')];
    await setWorkerTags(farm, SOMEBODY, bert, [gpu, gpu, farm.newId()]);
    expect(await namesOf(bert)).toEqual(['GPU']);
    await setWorkerTags(farm, SOMEBODY, bert, [fast]);
    expect(await namesOf(bert)).toEqual(['fast']);
    await setWorkerTags(farm, SOMEBODY, bert, []);
    expect(await namesOf(bert)).toEqual([]);
  });

  test('a renamed tag keeps its description unless it is given a new one', async () => {
    const { id } = await createWorkerTag(farm, SOMEBODY, { name: 'GPU', description: 'with a card' });
    await setWorkerTags(farm, SOMEBODY, bert, [id]);
    await updateWorkerTag(farm, SOMEBODY, id, { name: 'RTX' });
    expect(await findTagsOf(farm.database.tables, bert)).toMatchObject([{ name: 'RTX', description: 'with a card' }]);
    await updateWorkerTag(farm, SOMEBODY, id, { name: 'RTX', description: '' });
    expect(await findTagsOf(farm.database.tables, bert)).toMatchObject([{ name: 'RTX', description: '' }]);
  });

  test('events announce tags, the worker that got them, and the job that was bound', async () => {
    const job = await submitTasks(farm, [['a', 'blender']]);
    farm.delivered.length = 0;
    const { id } = await createWorkerTag(farm, SOMEBODY, { name: 'GPU', description: 'with a card' });
    await updateWorkerTag(farm, SOMEBODY, id, { name: 'RTX', description: '' });
    await setWorkerTags(farm, SOMEBODY, bert, [id]);
    await setJobTag(farm, SOMEBODY, job, { id });
    await deleteWorkerTag(farm, SOMEBODY, id);
    expect(farm.delivered.map(({ type, payload }) => [type, payload])).toEqual([
      ['worker-tag.changed', { tag: { id, name: 'GPU', description: 'with a card' } }],
      ['worker-tag.changed', { tag: { id, name: 'RTX', description: '' } }],
      [
        'worker.changed',
        {
          worker: expect.objectContaining({ id: bert, status: 'awake' }),
          tags: [{ id, name: 'RTX' }],
          changed: ['tags'],
        },
      ],
      ['job.changed', { job: expect.objectContaining({ id: job, worker_tag_id: id }), changed: ['worker_tag_id'] }],
      ['worker-tag.changed', { tag: { id, name: 'RTX', description: '' }, removed: true }],
    ]);
  });

  test('a task fails for good when nobody with the tag is left to try it', async () => {
    const gpu = await newTag('GPU');
    await setWorkerTags(farm, SOMEBODY, bert, [gpu]);
    const job = await submitTasks(farm, [['a', 'blender']]);
    await setJobTag(farm, SOMEBODY, job, { id: gpu });
    await report(farm, bert, await takeTask(farm, bert), { taskStatus: 'failed' });
    expect(await jobStatus(farm, job)).toBe('failed');
  });

  test('a task that failed waits for another worker with the tag', async () => {
    const gpu = await newTag('GPU');
    for (const worker of [anna, bert]) await setWorkerTags(farm, SOMEBODY, worker, [gpu]);
    const job = await submitTasks(farm, [
      ['a', 'blender'],
      ['b', 'blender'],
    ]);
    await setJobTag(farm, SOMEBODY, job, { id: gpu });
    await report(farm, bert, await takeTask(farm, bert), { taskStatus: 'failed' });
    expect(await jobStatus(farm, job)).toBe('active');
    expect(await nextName(farm, anna)).toBe('a');
  });
});
