import { expect } from 'vitest';
import { deleteRequestedJobs } from '#server/scheduler/job-deleter.ts';
import { ECHO_JOB } from '#tests/support/test-client.ts';
import type { TestManager } from '#tests/support/test-manager.ts';
import type { StatusCase } from './case.ts';

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

/** What submitting and checking a job is answered with. */
export const SUBMISSION_CASES: readonly StatusCase[] = [...submissions, ...repetitions];
