import { createPerson } from '#server/use-cases/create-person.ts';
import { SOMEBODY } from '#tests/support/actors.ts';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { assignment, idCases, type StatusCase, urgentJob } from './case.ts';
import { SUBMISSION_CASES } from './submission-cases.ts';

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
    status: 400,
    when: 'no job type has such a long name',
    call: (manager) => manager.client.call('GET', `/jobs/type/${'x'.repeat(201)}`),
    says: /typeName/,
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
  ...SUBMISSION_CASES,
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
    operation: 'setJobOwner',
    status: 204,
    when: 'there is such a person; the job then says who owns it',
    call: async (manager) => {
      const { id } = await urgentJob(manager);
      const anna = await createPerson(manager.farm, SOMEBODY, { name: `anna-${id.slice(0, 8)}`, role: 'artist' });
      const answer = await manager.client.call('POST', `/jobs/${id}/owner`, { body: { person: anna.name } });
      expect(await manager.client.get(`/jobs/${id}`)).toMatchObject({ owner_id: anna.id });
      return answer;
    },
  },
  {
    operation: 'setJobOwner',
    status: 400,
    when: 'the request names nobody',
    call: async (manager) =>
      manager.client.call('POST', `/jobs/${(await urgentJob(manager)).id}/owner`, { body: { person: '' } }),
    says: /person: /,
  },
  {
    operation: 'setJobOwner',
    status: 422,
    when: 'nobody has this name',
    call: async (manager) =>
      manager.client.call('POST', `/jobs/${(await urgentJob(manager)).id}/owner`, { body: { person: 'nobody' } }),
    says: /person: nobody here is called "nobody"/,
  },
  ...idCases('setJobOwner', 'POST', '/jobs/{id}/owner', { person: 'nobody' }),
  {
    operation: 'releaseJob',
    status: 204,
    when: 'asked; a job that waits says for which, and how many of them are not completed',
    call: async (manager) => {
      const other = await urgentJob(manager);
      const job = await urgentJob(manager, { depends_on: [other.id] });
      expect(job).toMatchObject({ depends_on: [other.id], waits_for: 1 });
      expect(await manager.client.get(`/jobs/${other.id}`)).not.toHaveProperty('waits_for');
      const listed = (await manager.client.get('/jobs')) as { jobs: object[] };
      expect(listed.jobs).toContainEqual(job);
      const answer = await manager.client.call('POST', `/jobs/${job.id}/release`);
      expect(await manager.client.get(`/jobs/${job.id}`)).not.toHaveProperty('depends_on');
      return answer;
    },
  },
  ...idCases('releaseJob', 'POST', '/jobs/{id}/release'),
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
