import { expect } from 'vitest';
import type { MadeEnrolmentCode } from '#server/contracts/enrolment-code.ts';
import type { TestManager } from '#tests/support/test-manager.ts';
import { idCases, type StatusCase } from './case.ts';

const CODES = '/worker-mgt/enrolment-codes';

async function madeCode(manager: TestManager): Promise<MadeEnrolmentCode> {
  return (await manager.client.call('POST', CODES, { body: {} })).body as MadeEnrolmentCode;
}

/** How workers come to be trusted, and how that ends. */
export const ENROLMENT_CASES: readonly StatusCase[] = [
  {
    operation: 'createEnrolmentCode',
    status: 200,
    when: 'nothing is said about it',
    call: (manager) => manager.client.call('POST', CODES, { body: {} }),
    says: { machines: 1, used: 0, code: expect.stringMatching(/^fne_/), revoked_at: null },
  },
  {
    operation: 'createEnrolmentCode',
    status: 400,
    when: 'it is for more machines than a code can be for',
    call: (manager) => manager.client.call('POST', CODES, { body: { machines: 51 } }),
    says: /machines/,
  },
  {
    operation: 'fetchEnrolmentCodes',
    status: 200,
    when: 'asked',
    call: async (manager) => {
      await madeCode(manager);
      return manager.client.call('GET', CODES);
    },
    says: { codes: expect.arrayContaining([expect.objectContaining({ prefix: expect.stringMatching(/^fne_/) })]) },
  },
  {
    operation: 'deleteEnrolmentCode',
    status: 204,
    when: 'it can be used',
    call: async (manager) => manager.client.call('DELETE', `${CODES}/${(await madeCode(manager)).id}`),
  },
  ...idCases('deleteEnrolmentCode', 'DELETE', `${CODES}/{id}`),
  {
    operation: 'registerWorker',
    status: 403,
    when: 'its enrolment code was used already',
    call: async (manager) => {
      const headers = { 'X-Flamenco-Registration-Secret': (await madeCode(manager)).code };
      const body = { name: 'a', secret: 's', platform: 'linux', supported_task_types: [] };
      await manager.client.call('POST', '/worker/register-worker', { body, headers });
      return manager.client.call('POST', '/worker/register-worker', { body, headers });
    },
    says: /was used already, and is for no more/,
  },
  {
    operation: 'askForNewWorkerSecret',
    status: 204,
    when: 'the worker is there',
    call: async (manager) => {
      const { id } = await manager.client.awakeWorker();
      return manager.client.call('POST', `/worker-mgt/workers/${id}/new-secret`);
    },
  },
  ...idCases('askForNewWorkerSecret', 'POST', '/worker-mgt/workers/{id}/new-secret'),
  {
    operation: 'changeWorkerSecret',
    status: 204,
    when: 'a worker takes another secret, and confirms it',
    call: async (manager) => {
      const worker = await manager.client.awakeWorker();
      const secret = 'another-secret-of-the-worker';
      await manager.client.call('POST', '/worker/secret', { worker, body: { secret } });
      return manager.client.call('POST', '/worker/secret', { worker: { ...worker, secret }, body: {} });
    },
  },
  {
    operation: 'changeWorkerSecret',
    status: 400,
    when: 'the secret is easily guessed',
    call: async (manager) =>
      manager.client.call('POST', '/worker/secret', {
        worker: await manager.client.awakeWorker(),
        body: { secret: 'short' },
      }),
    says: 'secret: must have at least 16 characters',
  },
];
