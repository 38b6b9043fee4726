import { beforeEach, describe, expect, test } from 'vitest';
import { type WorkerAuthenticator, workerAuthenticator } from '#server/access/authenticate-worker.ts';
import { hashSecret, verifySecret } from '#server/access/worker-secret.ts';

const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const workers = new Map<string, { name: 'Anna'; secretHash: string; deleted: boolean }>();
let authenticate: WorkerAuthenticator;

beforeEach(async () => {
  workers.clear();
  workers.set('anna', { name: 'Anna', secretHash: await hashSecret('correct: horse'), deleted: false });
  authenticate = workerAuthenticator((id) => Promise.resolve(workers.get(id)));
});

describe('a worker', () => {
  test('is recognised by its id and secret, the second time as well', async () => {
    await expect(authenticate(basic('anna', 'correct: horse'))).resolves.toEqual({
      kind: 'worker',
      id: 'anna',
      name: 'Anna',
    });
    await expect(authenticate(basic('anna', 'correct: horse'))).resolves.toEqual({
      kind: 'worker',
      id: 'anna',
      name: 'Anna',
    });
  });

  test('is refused with a wrong secret, even after the right one', async () => {
    await expect(authenticate(basic('anna', 'wrong'))).rejects.toMatchObject({ code: 'bad-credentials' });
    await authenticate(basic('anna', 'correct: horse'));
    await expect(authenticate(basic('anna', 'wrong'))).rejects.toMatchObject({ code: 'bad-credentials' });
  });

  test('is refused as soon as it is removed', async () => {
    await authenticate(basic('anna', 'correct: horse'));
    workers.set('anna', { name: 'Anna', secretHash: workers.get('anna')?.secretHash ?? '', deleted: true });
    await expect(authenticate(basic('anna', 'correct: horse'))).rejects.toThrow('removed');
  });

  test('is refused with the old secret once it has a new one', async () => {
    await authenticate(basic('anna', 'correct: horse'));
    workers.set('anna', { name: 'Anna', secretHash: await hashSecret('new'), deleted: false });
    await expect(authenticate(basic('anna', 'correct: horse'))).rejects.toMatchObject({ code: 'bad-credentials' });
    await expect(authenticate(basic('anna', 'new'))).resolves.toEqual({ kind: 'worker', id: 'anna', name: 'Anna' });
  });

  test.each([undefined, '', 'Bearer x', 'Basic', 'Basic !!!', basic('', ''), 'Basic YW5uYQ==', basic('nobody', 'x')])(
    'is refused with the header %j',
    async (header) => {
      await expect(authenticate(header)).rejects.toMatchObject({ code: 'bad-credentials', status: 403 });
    },
  );
});

test('a secret is not stored, and two hashes of it differ', async () => {
  const [one, two] = [await hashSecret('s3cret'), await hashSecret('s3cret')];
  expect(one).not.toContain('s3cret');
  expect(one).not.toBe(two);
  expect(await verifySecret('s3cret', one)).toBe(true);
  expect(await verifySecret('S3cret', one)).toBe(false);
  expect(await verifySecret('s3cret', '$2a$04$bcrypt-of-another-manager')).toBe(false);
});
