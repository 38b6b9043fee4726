import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#server/contracts/actor.ts';
import type { SubmittedJob } from '#server/contracts/job.ts';
import { forgetOldKeys } from '#server/use-cases/parts/repeated-submission.ts';
import { deleteRequestedJobs } from '#server/scheduler/job-deleter.ts';
import { changeJobStatus } from '#server/use-cases/change-job-status.ts';
import { requestJobDeletion } from '#server/use-cases/delete-job.ts';
import { submitJob } from '#server/use-cases/submit-job.ts';
import { SOMEBODY } from '#tests/support/actors.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { type FarmInProcess, openFarm } from '#tests/support/farm-in-process.ts';
import { expectSoundFarm } from '#tests/support/farm-story.ts';

const JOB: SubmittedJob = {
  name: 'Shot 010',
  type: 'graph',
  priority: 50,
  submitter_platform: 'linux',
  settings: { tasks: '[["a", "misc"], ["b", "misc", "a"]]' },
};
const HOUR_MS = 3_600_000;

describe.each(DATABASES)('a submission that its client repeats, on $kind', ({ open }) => {
  let farm: FarmInProcess;
  beforeEach(async () => {
    farm = await openFarm(open);
  });
  afterEach(async () => {
    await expectSoundFarm(farm);
    await farm.close();
  });

  const submit = (key?: string, change: Partial<SubmittedJob> = {}, by: Actor = SOMEBODY) =>
    submitJob(farm, by, { ...JOB, ...change }, { key });
  const count = async () => (await farm.database.tables.selectFrom('jobs').select('id').execute()).length;
  const keys = async () => (await farm.database.tables.selectFrom('idempotency_keys').select('key').execute()).length;

  test('makes one job, and is answered with it as it is now', async () => {
    const first = await submit('k');
    expect(await submit('k')).toEqual(first);
    const reordered = Object.fromEntries(Object.entries(JOB).toReversed()) as SubmittedJob;
    expect(await submit('k', reordered)).toEqual(first);
    await changeJobStatus(farm, SOMEBODY, { jobId: first.id, to: 'cancel-requested', reason: 'a look' });
    expect(await submit('k')).toMatchObject({ id: first.id, status: 'canceled' });
    expect(await count()).toBe(1);
    expect(farm.delivered.filter(({ type }) => type === 'job.submitted')).toHaveLength(1);
  });

  test('makes one job when all arrive at the same time', async () => {
    const jobs = await Promise.all(Array.from({ length: 8 }, () => submit('k')));
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(1);
    expect(await count()).toBe(1);
    const mixed = await Promise.allSettled([submit('l'), submit('l', { name: 'Shot 020' })]);
    expect(mixed.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await count()).toBe(2);
  });

  test('without a key, or under another one, makes another job', async () => {
    const ids = [await submit(), await submit(), await submit('k'), await submit('l')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
  });

  test('is refused if it is not the same submission', async () => {
    await submit('k');
    await expect(submit('k', { priority: 51 })).rejects.toMatchObject({
      code: 'key-reused',
      message: expect.stringContaining('another job was submitted under k'),
    });
    expect(await count()).toBe(1);
  });

  test('leaves its key free if it was refused', async () => {
    await expect(submit('k', { settings: { tasks: 'no list' } })).rejects.toMatchObject({ code: 'job-compile-failed' });
    await expect(submit('k', { worker_tag: '0c6f27c4-7a1c-4a39-9a5c-0e7d3f8f2b1d' })).rejects.toThrow('worker_tag');
    expect(await submit('k')).toMatchObject({ name: 'Shot 010' });
  });

  test('of another person is another job; the programs of a person are one caller', async () => {
    const anna: Actor = { kind: 'person', id: 'id of anna', name: 'Anna' };
    const ids = [
      await submit('k', {}, anna),
      await submit('k', {}, { kind: 'person', id: 'id of bert', name: 'Bert' }),
      await submit('k'),
      await submit('k', {}, { kind: 'worker', id: 'id of anna', name: 'Anna' }),
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect((await submit('k', {}, { kind: 'token', id: 'id of anna', name: 'nightly' })).id).toBe(ids[0]);
    // Where nobody signs in, the address of a computer may change between two tries.
    expect((await submit('k', {}, { kind: 'open', address: '192.0.2.7' })).id).toBe(ids[2]);
  });

  test('says that the job has been deleted; a new key makes it again', async () => {
    const { id } = await submit('k');
    await requestJobDeletion(farm, SOMEBODY, id);
    expect(await submit('k')).toMatchObject({ id });
    await deleteRequestedJobs(farm, new AbortController().signal);
    await expect(submit('k')).rejects.toMatchObject({ code: 'gone', message: expect.stringContaining(id) });
    expect(await count()).toBe(0);
    expect((await submit('l')).id).not.toBe(id);
  });

  test('makes another job after a day; the key is then forgotten', async () => {
    const { id } = await submit('k');
    farm.pass(24 * HOUR_MS - 1);
    await forgetOldKeys(farm, SOMEBODY);
    expect((await submit('k')).id).toBe(id);
    farm.pass(1);
    const second = await submit('k', { name: 'Shot 020' });
    expect(second.id).not.toBe(id);
    expect((await submit('k', { name: 'Shot 020' })).id).toBe(second.id);
    expect(await keys()).toBe(1);
    farm.pass(24 * HOUR_MS);
    await forgetOldKeys(farm, SOMEBODY);
    expect(await keys()).toBe(0);
  });
});
