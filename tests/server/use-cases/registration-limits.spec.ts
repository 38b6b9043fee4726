import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Allowance } from '#server/access/allowance.ts';
import { registerWorker } from '#server/use-cases/register-worker.ts';
import { insertWorker } from '#server/persistence/repositories/workers.repository.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { openFarm, type FarmInProcess } from '#tests/support/farm-in-process.ts';
import { SOMEBODY } from '#tests/support/actors.ts';

const SECRET = 'the-registration-secret';

describe.each(DATABASES)('registration on $kind', ({ open }) => {
  let farm: FarmInProcess;
  beforeEach(async () => {
    farm = await openFarm(open, `worker_registration_secret: ${SECRET}\n`);
  });
  afterEach(() => farm.close());

  function register(address: string, secret?: string) {
    const registration = { name: 'anna', secret: 'x', platform: 'linux', supported_task_types: ['misc'] };
    return registerWorker(farm, SOMEBODY, registration, address, secret);
  }

  /** More of a worker, as if they had been registered one by one. */
  async function multiply(id: string, count: number): Promise<void> {
    const row = await farm.database.tables
      .selectFrom('workers')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    await farm.database.transaction(
      async (tx) => {
        for (let n = 0; n < count; n += 1) await insertWorker(tx, { ...row, id: farm.newId() });
      },
      { by: SOMEBODY },
    );
  }

  test('200 workers from one address may wait for approval; others may still come, and whoever knows the secret', async () => {
    await multiply((await register('10.0.0.1')).id, 199);
    await expect(register('10.0.0.1')).rejects.toMatchObject({ code: 'too-many', status: 429 });
    await expect(register('10.0.0.1', 'wrong')).rejects.toThrow('too many workers from this address wait for approval');
    expect(await register('10.0.0.1', SECRET)).toMatchObject({ approval: null });
    expect(await register('10.0.0.2')).toMatchObject({ approval: 'no-secret' });
  });

  test('1,000 workers may wait in all', async () => {
    for (let n = 1; n <= 5; n += 1) await multiply((await register(`10.0.0.${n}`)).id, 199);
    await expect(register('10.0.0.6')).rejects.toThrow('too many workers wait for approval');
    expect(await register('10.0.0.6', SECRET)).toMatchObject({ approval: null });
  });

  test('registrations from one network are slowed, but not those of whoever knows the secret', async () => {
    const allowance = new Allowance({ most: 2, perMinute: 60 }, () => 0);
    Object.assign(farm, { countRegistration: (network: string) => allowance.take(network) });
    await register('2001:db8::1');
    await register('2001:db8::2');
    await expect(register('2001:db8::3')).rejects.toMatchObject({
      code: 'too-many',
      details: { retryAfterSeconds: 1 },
    });
    expect(await register('2001:db8::4', SECRET)).toMatchObject({ approval: null });
    expect(await register('10.0.0.2', SECRET)).toMatchObject({ approval: null });
  });
});
