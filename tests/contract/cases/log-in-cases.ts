import { expect } from 'vitest';
import { MANAGER } from '#server/contracts/actor.ts';
import { answerProgram, openProgramLogin } from '#server/use-cases/answer-program-login.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import type { TestAnswer } from '#tests/support/test-client.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';
import type { StatusCase } from './case.ts';

const ASKS = { client_id: 'a program', scope: 'jobs.read' };
const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
/** More often than anything may be tried without success. */
const TOO_OFTEN = 61;

const post = (manager: TestManager, what: string, body: object) =>
  manager.client.call('POST', `/log-in/${what}`, { body });

/** The same on a farm on which people have accounts, of its own, since some of these use limits up. */
function withAccounts(call: (manager: TestManager) => Promise<TestAnswer>): () => Promise<TestAnswer> {
  return async () => {
    const manager = await startTestManager({ config: 'access: accounts' });
    const answer = await call(manager);
    await manager.stop();
    return answer;
  };
}

async function allowed(manager: TestManager): Promise<string> {
  const { body } = await post(manager, 'device', ASKS);
  const { device_code, user_code } = body as { device_code: string; user_code: string };
  const { id, name } = await createPerson(manager.farm, MANAGER, { name: 'anna', role: 'artist' });
  const asked = { by: { kind: 'person', id, name }, personId: id, boundTo: 'a session', address: '' } as const;
  const row = await openProgramLogin(manager.farm, user_code, asked);
  await answerProgram(manager.farm, row.id, true, asked);
  return device_code;
}

const tooOften = (what: string, body: object) =>
  withAccounts(async (manager) => {
    for (let tries = 1; tries < TOO_OFTEN; tries += 1) await post(manager, what, body);
    return post(manager, what, body);
  });

export const LOG_IN_CASES: readonly StatusCase[] = [
  {
    operation: 'startDeviceLogIn',
    status: 200,
    when: 'people have accounts',
    call: withAccounts((manager) => post(manager, 'device', ASKS)),
    says: { verification_uri: expect.stringMatching(/\/app\/device$/), interval: 5 },
  },
  {
    operation: 'startDeviceLogIn',
    status: 400,
    when: 'nobody has an account',
    call: (manager) => post(manager, 'device', ASKS),
    says: { error: 'invalid_request' },
  },
  {
    operation: 'startDeviceLogIn',
    status: 429,
    when: 'somebody begins again and again',
    call: tooOften('device', ASKS),
  },
  {
    operation: 'fetchDeviceToken',
    status: 200,
    when: 'somebody has allowed it',
    call: withAccounts(async (manager) =>
      post(manager, 'token', { grant_type: GRANT, device_code: await allowed(manager) }),
    ),
    says: { token_type: 'Bearer', scope: 'jobs.read', user_name: 'anna' },
  },
  {
    operation: 'fetchDeviceToken',
    status: 400,
    when: 'the code does not exist',
    call: withAccounts((manager) => post(manager, 'token', { grant_type: GRANT, device_code: 'x' })),
    says: { error: 'invalid_grant' },
  },
  {
    operation: 'fetchDeviceToken',
    status: 429,
    when: 'codes are tried out',
    call: tooOften('token', { grant_type: GRANT, device_code: 'x' }),
  },
  {
    operation: 'revokeToken',
    status: 200,
    when: 'the token is of no use anyway',
    call: withAccounts((manager) => post(manager, 'revoke', { token: 'x' })),
  },
  {
    operation: 'revokeToken',
    status: 400,
    when: 'there is no token',
    call: (manager) => post(manager, 'revoke', {}),
    says: /token/,
  },
  {
    operation: 'revokeToken',
    status: 429,
    when: 'tokens are tried out',
    call: tooOften('revoke', { token: 'x' }),
  },
];
