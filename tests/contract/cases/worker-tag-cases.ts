import { expect } from 'vitest';
import type { WorkerTag } from '#server/contracts/worker-tag.ts';
import { ECHO_JOB } from '#tests/support/test-client.ts';
import type { TestManager } from '#tests/support/test-manager.ts';
import { idCases, NO_ID, type StatusCase, urgentJob } from './case.ts';

let number = 0;

/** A new tag with a unique name. */
async function newTag(manager: TestManager, change: Partial<WorkerTag> = {}): Promise<{ id: string; name: string }> {
  number += 1;
  const answer = await manager.client.call('POST', '/worker-mgt/tags', { body: { name: `tag ${number}`, ...change } });
  return answer.body as { id: string; name: string };
}

const CHOSEN_ID = '6e5a4f0c-0d8e-4b43-9d0a-2f0a6f1d7c11';
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

const OF_TAGS: readonly StatusCase[] = [
  {
    operation: 'fetchWorkerTags',
    status: 200,
    when: 'asked',
    call: async (manager) => {
      await newTag(manager, { name: 'listed', description: 'Is in the list' });
      return manager.client.call('GET', '/worker-mgt/tags');
    },
    says: {
      tags: expect.arrayContaining([expect.objectContaining({ name: 'listed', description: 'Is in the list' })]),
    },
  },
  {
    operation: 'createWorkerTag',
    status: 200,
    when: 'the name is new',
    call: (manager) => manager.client.call('POST', '/worker-mgt/tags', { body: { name: 'GPU' } }),
    says: { id: expect.stringMatching(UUID), name: 'GPU' },
  },
  {
    operation: 'createWorkerTag',
    status: 200,
    when: 'the program chooses the id',
    call: (manager) => manager.client.call('POST', '/worker-mgt/tags', { body: { id: CHOSEN_ID, name: 'chosen' } }),
    says: { id: CHOSEN_ID, name: 'chosen' },
  },
  {
    operation: 'createWorkerTag',
    status: 400,
    when: 'it has no name',
    call: (manager) => manager.client.call('POST', '/worker-mgt/tags', { body: { name: '' } }),
    says: /name/,
  },
  {
    operation: 'createWorkerTag',
    status: 400,
    when: 'the chosen id is not a UUID',
    call: (manager) => manager.client.call('POST', '/worker-mgt/tags', { body: { id: 'gpu', name: 'no UUID' } }),
    says: /^id: must be a lower-case UUID/,
  },
  {
    operation: 'createWorkerTag',
    status: 409,
    when: 'the name is taken',
    call: async (manager) =>
      manager.client.call('POST', '/worker-mgt/tags', { body: { name: (await newTag(manager)).name } }),
    says: /^name: there is a worker tag/,
  },
  {
    operation: 'createWorkerTag',
    status: 409,
    when: 'the id is taken',
    call: async (manager) =>
      manager.client.call('POST', '/worker-mgt/tags', { body: { id: (await newTag(manager)).id, name: 'another' } }),
    says: /^id: there is a worker tag/,
  },
  {
    operation: 'fetchWorkerTag',
    status: 200,
    when: 'it exists',
    call: async (manager) => manager.client.call('GET', `/worker-mgt/tag/${(await newTag(manager)).id}`),
    says: { name: expect.stringMatching(/^tag \d+$/) },
  },
  ...idCases('fetchWorkerTag', 'GET', '/worker-mgt/tag/{id}'),
  {
    operation: 'updateWorkerTag',
    status: 204,
    when: 'the name is free or its own',
    call: async (manager) => {
      const { id, name } = await newTag(manager);
      return manager.client.call('PUT', `/worker-mgt/tag/${id}`, { body: { id: 'ignored', name, description: 'new' } });
    },
  },
  {
    operation: 'updateWorkerTag',
    status: 409,
    when: 'another tag has that name',
    call: async (manager) => {
      const { name } = await newTag(manager);
      return manager.client.call('PUT', `/worker-mgt/tag/${(await newTag(manager)).id}`, { body: { name } });
    },
    says: /^name: there is a worker tag/,
  },
  ...idCases('updateWorkerTag', 'PUT', '/worker-mgt/tag/{id}', { name: 'renamed' }),
  {
    operation: 'deleteWorkerTag',
    status: 204,
    when: 'it exists',
    call: async (manager) => manager.client.call('DELETE', `/worker-mgt/tag/${(await newTag(manager)).id}`),
  },
  ...idCases('deleteWorkerTag', 'DELETE', '/worker-mgt/tag/{id}'),
];

const OF_WORKERS: readonly StatusCase[] = [
  {
    operation: 'setWorkerTags',
    status: 204,
    when: 'some of the ids are of tags',
    call: async (manager) => {
      const { id } = await manager.client.awakeWorker();
      const body = { tag_ids: [(await newTag(manager)).id, NO_ID, 'nonsense'] };
      return manager.client.call('POST', `/worker-mgt/workers/${id}/settags`, { body });
    },
  },
  ...idCases('setWorkerTags', 'POST', '/worker-mgt/workers/{id}/settags', { tag_ids: [] }),
  {
    operation: 'fetchWorker',
    status: 200,
    when: 'it has tags',
    call: async (manager) => {
      const { id } = await manager.client.awakeWorker();
      const tag = await newTag(manager);
      await manager.client.call('POST', `/worker-mgt/workers/${id}/settags`, { body: { tag_ids: [tag.id, NO_ID] } });
      return manager.client.call('GET', `/worker-mgt/workers/${id}`);
    },
    says: { tags: [{ id: expect.stringMatching(UUID), name: expect.stringMatching(/^tag /) }] },
  },
];

const OF_JOBS: readonly StatusCase[] = [
  {
    operation: 'submitJob',
    status: 200,
    when: 'it is bound to a tag',
    call: async (manager) => {
      const { id } = await newTag(manager);
      return manager.client.call('POST', '/jobs', { body: { ...ECHO_JOB, worker_tag: id } });
    },
    says: { worker_tag: expect.stringMatching(UUID) },
  },
  ...(['submitJob', 'submitJobCheck'] as const).map((operation) => ({
    operation,
    status: 400,
    when: 'there is no such worker tag',
    call: (manager: TestManager) =>
      manager.client.call('POST', operation === 'submitJob' ? '/jobs' : '/jobs/check', {
        body: { ...ECHO_JOB, worker_tag: NO_ID },
      }),
    says: /^worker_tag: there is no worker tag/,
  })),
  {
    operation: 'fetchJob',
    status: 200,
    when: 'it was bound to a tag by name',
    call: async (manager) => {
      const { id } = await urgentJob(manager);
      const { name } = await newTag(manager);
      await manager.client.call('POST', `/jobs/${id}/settag`, { body: { name } });
      return manager.client.call('GET', `/jobs/${id}`);
    },
    says: { worker_tag: expect.stringMatching(UUID) },
  },
  {
    operation: 'setJobTag',
    status: 204,
    when: 'the id is of a tag, whatever the name says',
    call: async (manager) => {
      const body = { id: (await newTag(manager)).id, name: 'not a tag' };
      return manager.client.call('POST', `/jobs/${(await urgentJob(manager)).id}/settag`, { body });
    },
  },
  {
    operation: 'setJobTag',
    status: 204,
    when: 'no tag is named',
    call: async (manager) => manager.client.call('POST', `/jobs/${(await urgentJob(manager)).id}/settag`, { body: {} }),
  },
  ...[{ id: NO_ID }, { name: 'not a tag' }].map((body) => ({
    operation: 'setJobTag',
    status: 406,
    when: `there is no tag with that ${Object.keys(body).join()}`,
    call: async (manager: TestManager) =>
      manager.client.call('POST', `/jobs/${(await urgentJob(manager)).id}/settag`, { body }),
    says: /there is no worker tag/,
  })),
  ...idCases('setJobTag', 'POST', '/jobs/{id}/settag', {}),
];

export const WORKER_TAG_CASES: readonly StatusCase[] = [...OF_TAGS, ...OF_WORKERS, ...OF_JOBS];
