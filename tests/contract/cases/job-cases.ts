import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { deleteRequestedJobs } from '#server/scheduler/job-deleter.ts';
import { ECHO_JOB } from '#tests/support/test-client.ts';
import type { TestManager } from '#tests/support/test-manager.ts';
import { assignment, idCases, type StatusCase, urgentJob } from './case.ts';

const SUBMISSIONS = [
  { operation: 'submitJob', path: '/jobs', accepted: 200 },
  { operation: 'submitJobCheck', path: '/jobs/check', accepted: 204 },
] as const;

const submissions = SUBMISSIONS.flatMap(({ operation, path, accepted }): StatusCase[] => [
  {
    operation,
    status: accepted,
    when: 'the job type can compile it into tasks',
    call: (manager) => manager.client.call('POST', path, { body: ECHO_JOB }),
    ...(accepted === 200 ? { says: { name: 'hello', priority: 50, submitter_platform: '', metadata: {} } } : {}),
  },
  {
    operation,
    status: 400,
    when: 'a field is missing or has the wrong type',
    call: (manager) =>
      manager.client.call('POST', path, { body: { ...ECHO_JOB, name: undefined, metadata: { shot: [7] } } }),
    says: /name: is missing; metadata\.shot: must be text/,
  },
  {
    operation,
    status: 400,
    when: 'settings have types of which the meaning is not clear',
    call: (manager) => {
      const settings = { message: ['a'], sleep_duration_seconds: 1.5, sleep_repeats: 'twice' };
      return manager.client.call('POST', path, { body: { ...ECHO_JOB, settings } });
    },
    says: /settings\.message: must be text .*, not a list; settings\.sleep_duration_seconds: must be a whole .*, not 1\.5; settings\.sleep_repeats: .*"twice"/,
  },
  {
    operation,
    status: 400,
    when: 'the job type does not exist',
    call: (manager) => manager.client.call('POST', path, { body: { ...ECHO_JOB, type: 'knitting' } }),
    says: /knitting/,
  },
  {
    operation,
    status: 400,
    when: 'its failure limits are not possible, or are misspelt',
    call: (manager) => {
      const failure_policy = { job_fail_percentage: 101, blocklist_threshold: 'few', blocklist_treshold: 3 };
      return manager.client.call('POST', path, { body: { ...ECHO_JOB, failure_policy } });
    },
    says: /failure_policy\.blocklist_threshold: must be a number; failure_policy\.job_fail_percentage: must be at most 100; failure_policy: .*blocklist_treshold/,
  },
  {
    operation,
    status: 412,
    when: 'the job type has changed in the meantime',
    call: (manager) => manager.client.call('POST', path, { body: { ...ECHO_JOB, type_etag: 'of last week' } }),
    says: /type_etag/,
  },
]);

const submitAs = (manager: TestManager, key: string, change: Record<string, unknown> = {}) =>
  manager.client.call('POST', '/jobs', { body: { ...ECHO_JOB, ...change }, headers: { 'Idempotency-Key': key } });

const repetitions: readonly StatusCase[] = [
  {
    operation: 'submitJob',
    status: 200,
    when: 'it is repeated under its key: the same answer',
    call: async (manager) => {
      const first = await submitAs(manager, 'shot-010');
      const second = await submitAs(manager, 'shot-010');
      expect(second.body).toEqual(first.body);
      return second;
    },
  },
  {
    operation: 'submitJob',
    status: 422,
    when: 'something else was submitted under its key',
    call: async (manager) => {
      await submitAs(manager, 'shot-020');
      return submitAs(manager, 'shot-020', { name: 'other' });
    },
    says: /Idempotency-Key: another job .* shot-020/,
  },
  {
    operation: 'submitJob',
    status: 410,
    when: 'the job that was made under its key has been deleted',
    call: async (manager) => {
      const { body } = await submitAs(manager, 'shot-030');
      await manager.client.call('DELETE', `/jobs/${(body as { id: string }).id}`);
      await deleteRequestedJobs(manager.farm, new AbortController().signal);
      return submitAs(manager, 'shot-030');
    },
    says: /Idempotency-Key: .* has been deleted/,
  },
  ...['', 'two words', 'x'.repeat(256), 'Schlüssel'].map((key): StatusCase => ({
    operation: 'submitJob',
    status: 400,
    when: `its key is ${JSON.stringify(key.slice(0, 20))}`,
    call: (manager) => submitAs(manager, key),
    says: /idempotency-key: must be 1 to 255 visible ASCII characters/,
  })),
];

const jobTypes: readonly StatusCase[] = [
  {
    operation: 'getJobTypes',
    status: 200,
    when: 'asked',
    call: (manager) => manager.client.call('GET', '/jobs/types'),
    says: { job_types: expect.arrayContaining([expect.objectContaining({ name: 'echo-sleep-test' })]) },
  },
  {
    operation: 'getJobType',
    status: 200,
    when: 'asked',
    call: (manager) => manager.client.call('GET', '/jobs/type/echo-sleep-test'),
    says: { label: 'Echo Sleep Test' },
  },
  {
    operation: 'getJobType',
    status: 404,
    when: 'there is no such job type',
    call: (manager) => manager.client.call('GET', '/jobs/type/knitting'),
    says: /knitting/,
  },
  {
    operation: 'getJobType',
    status: 500,
    when: 'its script is broken',
    call: async (manager) => {
      await mkdir(join(manager.folder, 'scripts'), { recursive: true });
      await writeFile(join(manager.folder, 'scripts', 'torn.js'), 'const JOB_TYPE = {');
      return manager.client.call('GET', '/jobs/type/torn');
    },
    says: /torn/,
  },
];

export const JOB_CASES: readonly StatusCase[] = [
  ...submissions,
  ...repetitions,
  ...jobTypes,
  {
    operation: 'fetchJobs',
    status: 200,
    when: 'asked',
    call: async (manager) => {
      await urgentJob(manager, { name: 'listed' });
      return manager.client.call('GET', '/jobs');
    },
    says: { jobs: expect.arrayContaining([expect.objectContaining({ name: 'listed' })]) },
  },
  {
    operation: 'fetchJobs',
    status: 400,
    when: 'a key of the metadata comes without a value',
    call: (manager) => manager.client.call('GET', '/jobs?metadata_key=shot'),
    says: /metadata_value: is missing; metadata_key needs it/,
  },
  {
    operation: 'fetchJob',
    status: 200,
    when: 'asked',
    call: async (manager) => manager.client.call('GET', `/jobs/${(await urgentJob(manager)).id}`),
    says: { status: 'queued', type: 'echo-sleep-test' },
  },
  ...idCases('fetchJob', 'GET', '/jobs/{id}'),
  {
    operation: 'fetchJobWhy',
    status: 200,
    when: 'asked',
    call: async (manager) => manager.client.call('GET', `/jobs/${(await urgentJob(manager)).id}/why`),
    says: { job_status: 'queued', active: 0, waiting: 2 },
  },
  ...idCases('fetchJobWhy', 'GET', '/jobs/{id}/why'),
  {
    operation: 'fetchJobTasks',
    status: 200,
    when: 'asked',
    call: async (manager) => manager.client.call('GET', `/jobs/${(await urgentJob(manager)).id}/tasks`),
    says: { tasks: [{ index_in_job: 1, worker: { id: '', name: '', address: '' } }, { index_in_job: 2 }] },
  },
  {
    operation: 'fetchJobTasks',
    status: 200,
    when: 'the job does not exist',
    call: (manager) => manager.client.call('GET', '/jobs/00000000-0000-4000-8000-000000000000/tasks'),
    says: { tasks: [] },
  },
  ...idCases('fetchJobTasks', 'GET', '/jobs/{id}/tasks').slice(0, 1),
  {
    operation: 'fetchJobBlocklist',
    status: 200,
    when: 'asked',
    call: async (manager) => manager.client.call('GET', `/jobs/${(await urgentJob(manager)).id}/blocklist`),
    says: [],
  },
  ...idCases('fetchJobBlocklist', 'GET', '/jobs/{id}/blocklist').slice(0, 1),
  {
    operation: 'removeJobBlocklist',
    status: 204,
    when: 'the entries do not exist',
    call: async (manager) => {
      const { id } = await urgentJob(manager);
      return manager.client.call('DELETE', `/jobs/${id}/blocklist`, { body: [{ worker_id: id, task_type: 'misc' }] });
    },
  },
  {
    operation: 'removeJobBlocklist',
    status: 400,
    when: 'the list is empty',
    call: async (manager) =>
      manager.client.call('DELETE', `/jobs/${(await urgentJob(manager)).id}/blocklist`, { body: [] }),
    says: /empty/,
  },
  {
    operation: 'addJobBlocklist',
    status: 204,
    when: 'worker and job exist',
    call: async (manager) => {
      const { id } = await manager.client.awakeWorker();
      const job = await urgentJob(manager);
      return manager.client.call('POST', `/jobs/${job.id}/blocklist`, { body: [{ worker_id: id, task_type: 'misc' }] });
    },
  },
  {
    operation: 'addJobBlocklist',
    status: 400,
    when: 'the list is empty',
    call: async (manager) =>
      manager.client.call('POST', `/jobs/${(await urgentJob(manager)).id}/blocklist`, { body: [] }),
  },
  ...idCases('addJobBlocklist', 'POST', '/jobs/{id}/blocklist', [{ worker_id: 'x', task_type: 'misc' }]),
  ...idCases('removeJobBlocklist', 'DELETE', '/jobs/{id}/blocklist', [{ worker_id: 'x', task_type: 'misc' }]),
  {
    operation: 'setJobStatus',
    status: 204,
    when: 'the job can do that',
    call: async (manager) => {
      const { id } = await urgentJob(manager);
      return manager.client.call('POST', `/jobs/${id}/setstatus`, {
        body: { status: 'cancel-requested', reason: 'test' },
      });
    },
  },
  {
    operation: 'setJobStatus',
    status: 422,
    when: 'the job cannot do that',
    call: async (manager) => {
      const { id } = await urgentJob(manager);
      return manager.client.call('POST', `/jobs/${id}/setstatus`, { body: { status: 'completed', reason: 'test' } });
    },
    says: /cannot be set to "completed"/,
  },
  ...idCases('setJobStatus', 'POST', '/jobs/{id}/setstatus', { status: 'cancel-requested', reason: '' }),
  {
    operation: 'setJobPriority',
    status: 204,
    when: 'from 0 to 100',
    call: async (manager) =>
      manager.client.call('POST', `/jobs/${(await urgentJob(manager)).id}/setpriority`, { body: { priority: 100 } }),
  },
  {
    operation: 'setJobPriority',
    status: 400,
    when: 'above 100',
    call: async (manager) =>
      manager.client.call('POST', `/jobs/${(await urgentJob(manager)).id}/setpriority`, { body: { priority: 101 } }),
    says: 'priority: must be at most 100',
  },
  ...idCases('setJobPriority', 'POST', '/jobs/{id}/setpriority', { priority: 1 }),
  {
    operation: 'setJobKeep',
    status: 204,
    when: 'asked',
    call: async (manager) => {
      const { id } = await urgentJob(manager, { keep: true });
      const answer = await manager.client.call('POST', `/jobs/${id}/setkeep`, { body: { keep: false } });
      expect(await manager.client.get(`/jobs/${id}`)).not.toHaveProperty('keep');
      return answer;
    },
  },
  {
    operation: 'setJobKeep',
    status: 400,
    when: 'the request does not say whether to keep it',
    call: async (manager) =>
      manager.client.call('POST', `/jobs/${(await urgentJob(manager)).id}/setkeep`, { body: { keep: 'yes' } }),
    says: /keep: must be/,
  },
  {
    operation: 'setJobKeep',
    status: 409,
    when: 'the job is being deleted',
    call: async (manager) => {
      const { id } = await urgentJob(manager);
      await manager.client.call('DELETE', `/jobs/${id}`);
      return manager.client.call('POST', `/jobs/${id}/setkeep`, { body: { keep: true } });
    },
    says: /deleted already/,
  },
  ...idCases('setJobKeep', 'POST', '/jobs/{id}/setkeep', { keep: true }),
  {
    operation: 'setJobFailurePolicy',
    status: 204,
    when: 'asked; the policy is shown as it was set, and left out if it is empty',
    call: async (manager) => {
      const given = { task_fail_after_softfail_count: 1, job_fail_percentage: 0 };
      const { id, failure_policy } = await urgentJob(manager, { failure_policy: given });
      expect(failure_policy).toEqual(given);
      await manager.client.call('POST', `/jobs/${id}/setfailurepolicy`, { body: { blocklist_threshold: 7 } });
      expect(await manager.client.get(`/jobs/${id}`)).toMatchObject({ failure_policy: { blocklist_threshold: 7 } });
      const answer = await manager.client.call('POST', `/jobs/${id}/setfailurepolicy`, { body: {} });
      expect(await manager.client.get(`/jobs/${id}`)).not.toHaveProperty('failure_policy');
      return answer;
    },
  },
  {
    operation: 'setJobFailurePolicy',
    status: 400,
    when: 'a limit is below 0',
    call: async (manager) => {
      const { id } = await urgentJob(manager);
      return manager.client.call('POST', `/jobs/${id}/setfailurepolicy`, { body: { blocklist_threshold: -1 } });
    },
    says: 'blocklist_threshold: must be at least 0',
  },
  ...idCases('setJobFailurePolicy', 'POST', '/jobs/{id}/setfailurepolicy', {}),
  {
    operation: 'deleteJobWhatWouldItDo',
    status: 200,
    when: 'asked',
    call: async (manager) => manager.client.call('GET', `/jobs/${(await urgentJob(manager)).id}/what-would-delete-do`),
    says: { shaman_checkout: false },
  },
  ...idCases('deleteJobWhatWouldItDo', 'GET', '/jobs/{id}/what-would-delete-do'),
  {
    operation: 'deleteJob',
    status: 204,
    when: 'even while a task runs',
    call: async (manager) => manager.client.call('DELETE', `/jobs/${(await assignment(manager)).job.id}`),
  },
  {
    operation: 'deleteJob',
    status: 409,
    when: 'it is marked to be kept',
    call: async (manager) => {
      const job = await urgentJob(manager, { name: 'precious', keep: true });
      expect(job.keep).toBe(true);
      return manager.client.call('DELETE', `/jobs/${job.id}`);
    },
    says: /precious.*kept/,
  },
  ...idCases('deleteJob', 'DELETE', '/jobs/{id}'),
  {
    operation: 'deleteJobMass',
    status: 204,
    when: 'there are such jobs',
    call: async (manager) => {
      const { updated } = await urgentJob(manager);
      return manager.client.call('DELETE', '/jobs/mass-delete', { body: { last_updated_max: updated } });
    },
  },
  {
    operation: 'deleteJobMass',
    status: 416,
    when: 'all jobs are younger',
    call: (manager) =>
      manager.client.call('DELETE', '/jobs/mass-delete', { body: { last_updated_max: '1999-12-31T23:00:00+01:00' } }),
    says: /1999-12-31T22:00:00/,
  },
  {
    operation: 'deleteJobMass',
    status: 400,
    when: 'the request does not say until when',
    call: (manager) => manager.client.call('DELETE', '/jobs/mass-delete', { body: {} }),
    says: 'last_updated_max: is missing',
  },
  {
    operation: 'fetchJobLastRenderedInfo',
    status: 204,
    when: 'it has no pictures',
    call: async (manager) => manager.client.call('GET', `/jobs/${(await urgentJob(manager)).id}/last-rendered`),
  },
  ...idCases('fetchJobLastRenderedInfo', 'GET', '/jobs/{id}/last-rendered'),
  {
    operation: 'fetchGlobalLastRenderedInfo',
    status: 204,
    when: 'nothing was rendered yet',
    call: (manager) => manager.client.call('GET', '/jobs/last-rendered'),
  },
];
