import { beforeEach, describe, expect, test } from 'vitest';
import {
  type WorkerAuthenticator,
  type WorkerCredentials,
  workerAuthenticator,
} from '#server/access/authenticate-worker.ts';
import type { Logger } from '#server/logging/logger.ts';
import { hashSecret, verifySecret } from '#server/access/worker-secret.ts';

const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const workers = new Map<string, WorkerCredentials>();
const ANNA = { name: 'Anna', nextSecretHash: null, isNewSecretWanted: false, revoked: false, deleted: false };
const IS_ANNA = {
  actor: { kind: 'worker', id: 'anna', name: 'Anna' },
  provedNext: null,
  isNewSecretWanted: false,
};
const HERE = { network: '10.0.0.1', worker: 'anna' };
const logged: object[] = [];
let authenticate: (header: string | undefined, address?: string) => ReturnType<WorkerAuthenticator>;

beforeEach(async () => {
  workers.clear();
  workers.set('anna', { ...ANNA, secretHash: await hashSecret('correct: horse', HERE) });
  logged.length = 0;
  const logger = { warn: (fields: object) => void logged.push(fields) } as Pick<Logger, 'warn'>;
  const authenticator = workerAuthenticator(
    (id) => Promise.resolve(workers.get(id)),
    logger,
    () => 0,
  );
  authenticate = (header, address = '10.0.0.1') => authenticator(header, address);
});

describe('a worker', () => {
  test('is recognised by its id and secret, the second time as well', async () => {
    await expect(authenticate(basic('anna', 'correct: horse'))).resolves.toEqual(IS_ANNA);
    await expect(authenticate(basic('anna', 'correct: horse'))).resolves.toEqual(IS_ANNA);
  });

  test('is refused with a wrong secret, even after the right one', async () => {
    await expect(authenticate(basic('anna', 'wrong'))).rejects.toMatchObject({ code: 'bad-credentials' });
    await authenticate(basic('anna', 'correct: horse'));
    await expect(authenticate(basic('anna', 'wrong'))).rejects.toMatchObject({ code: 'bad-credentials' });
  });

  test('is refused as soon as it is removed', async () => {
    await authenticate(basic('anna', 'correct: horse'));
    workers.set('anna', { ...ANNA, secretHash: workers.get('anna')?.secretHash ?? '', deleted: true });
    await expect(authenticate(basic('anna', 'correct: horse'))).rejects.toThrow('removed');
  });

  test('is refused as soon as it is revoked, with an answer that says so', async () => {
    await authenticate(basic('anna', 'correct: horse'));
    workers.set('anna', { ...ANNA, secretHash: workers.get('anna')?.secretHash ?? '', revoked: true });
    await expect(authenticate(basic('anna', 'correct: horse'))).rejects.toMatchObject({ code: 'worker-revoked' });
    await expect(authenticate(basic('anna', 'wrong'))).rejects.toMatchObject({ code: 'bad-credentials' });
  });

  test('is recognised by the secret that it has and by the one that it is changing to, and by no third', async () => {
    const [secretHash, nextSecretHash] = [await hashSecret('old', HERE), await hashSecret('new', HERE)];
    workers.set('anna', { ...ANNA, secretHash, nextSecretHash, isNewSecretWanted: true });
    for (const provedNext of [null, nextSecretHash, null]) {
      const secret = provedNext === null ? 'old' : 'new';
      const expected = { ...IS_ANNA, provedNext, isNewSecretWanted: true };
      await expect(authenticate(basic('anna', secret))).resolves.toEqual(expected);
    }
    await expect(authenticate(basic('anna', 'third'))).rejects.toMatchObject({ code: 'bad-credentials' });
    workers.set('anna', { ...ANNA, secretHash: nextSecretHash });
    await expect(authenticate(basic('anna', 'old'))).rejects.toMatchObject({ code: 'bad-credentials' });
    await expect(authenticate(basic('anna', 'new'))).resolves.toEqual(IS_ANNA);
  });

  test('is refused with the old secret once it has a new one', async () => {
    await authenticate(basic('anna', 'correct: horse'));
    workers.set('anna', { ...ANNA, secretHash: await hashSecret('new', HERE) });
    await expect(authenticate(basic('anna', 'correct: horse'))).rejects.toMatchObject({ code: 'bad-credentials' });
    await expect(authenticate(basic('anna', 'new'))).resolves.toEqual(IS_ANNA);
  });

  test.each([undefined, '', 'Bearer x', 'Basic', 'Basic !!!', basic('', ''), 'Basic YW5uYQ==', basic('nobody', 'x')])(
    'is refused with the header %j',
    async (header) => {
      await expect(authenticate(header)).rejects.toMatchObject({ code: 'bad-credentials', status: 403 });
    },
  );
});

test('a secret is not stored, and two hashes of it differ', async () => {
  const [one, two] = [await hashSecret('s3cret', HERE), await hashSecret('s3cret', HERE)];
  expect(one).not.toContain('s3cret');
  expect(one).not.toBe(two);
  expect(await verifySecret('s3cret', one, HERE)).toBe(true);
  expect(await verifySecret('S3cret', one, HERE)).toBe(false);
  expect(await verifySecret('s3cret', '$2a$04$bcrypt-of-another-manager', HERE)).toBe(false);
});

describe('wrong secrets', () => {
  let guesses = 0;
  const guess = async (count: number, id = 'anna', address = '10.0.0.1') => {
    const answers = Array.from({ length: count }, () =>
      authenticate(basic(id, `guess ${(guesses += 1)}`), address).then(
        () => 200,
        (error: { status: number }) => error.status,
      ),
    );
    return Map.groupBy(await Promise.all(answers), (status) => status);
  };

  test('are refused unseen after the first 20, with a time to try again; each that was looked at is logged', async () => {
    const answers = await guess(100);
    expect([answers.get(403)?.length, answers.get(429)?.length]).toEqual([20, 80]);
    expect(logged).toHaveLength(20);
    expect(logged[0]).toEqual({ address: '10.0.0.1', workerId: 'anna' });
    await expect(authenticate(basic('anna', 'another'))).rejects.toMatchObject({
      code: 'too-many',
      details: { retryAfterSeconds: 3 },
    });
  });

  test('do not keep the worker out that has shown the right one, nor another worker from there', async () => {
    workers.set('bert', { ...ANNA, secretHash: await hashSecret('x', HERE) });
    await authenticate(basic('anna', 'correct: horse'));
    await guess(100);
    await guess(100, 'nobody');
    await expect(authenticate(basic('anna', 'correct: horse'))).resolves.toMatchObject({ actor: { id: 'anna' } });
    await expect(authenticate(basic('bert', 'x'))).resolves.toMatchObject({ actor: { id: 'bert' } });
  });

  test('for the same worker from elsewhere do not keep it out', async () => {
    await guess(100, 'anna', '10.0.0.66');
    await expect(authenticate(basic('anna', 'correct: horse'))).resolves.toMatchObject({ actor: { id: 'anna' } });
  });

  test('for ids that no worker has count together, whatever their length', async () => {
    const ids = Array.from({ length: 40 }, (_, n) => `nobody ${n} ${'x'.repeat(500)}`);
    const answers = await Promise.all(ids.map((id) => guess(1, id)));
    expect(answers.filter((answer) => answer.has(429))).toHaveLength(20);
    expect(JSON.stringify(logged[0]).length).toBeLessThan(150);
  });

  test('from one /64 of IPv6 count together', async () => {
    const addresses = Array.from({ length: 40 }, (_, n) => `2001:db8::${n + 1}`);
    const answers = await Promise.all(addresses.map((address) => guess(1, 'anna', address)));
    expect(answers.filter((answer) => answer.has(429))).toHaveLength(20);
  });
});

test('a worker that begins with many calls at once is not taken for somebody who guesses', async () => {
  const calls = Array.from({ length: 50 }, () => authenticate(basic('anna', 'correct: horse')));
  expect(await Promise.all(calls)).toHaveLength(50);
});
