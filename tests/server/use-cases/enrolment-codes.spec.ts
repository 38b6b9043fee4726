import { afterEach, describe, expect, test } from 'vitest';
import type { NewEnrolmentCode } from '#server/contracts/enrolment-code.ts';
import { listEnrolmentCodes, enrolmentCodeOf } from '#server/use-cases/list-enrolment-codes.ts';
import { makeEnrolmentCode } from '#server/use-cases/make-enrolment-code.ts';
import { registerWorker } from '#server/use-cases/register-worker.ts';
import { revokeEnrolmentCode } from '#server/use-cases/revoke-enrolment-code.ts';
import { workerSignOn } from '#server/use-cases/worker-sign-on.ts';
import { asWorker, SOMEBODY } from '#tests/support/actors.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { type FarmInProcess, openFarm } from '#tests/support/farm-in-process.ts';

const HOUR_MS = 3_600_000;

describe.each(DATABASES)('an enrolment code on $kind', ({ open }) => {
  let farm: FarmInProcess;
  afterEach(() => farm.close());

  const make = (wanted: Partial<NewEnrolmentCode> = {}) =>
    makeEnrolmentCode(farm, SOMEBODY, { machines: 1, minutes: 60, ...wanted });
  const register = (name: string, sent?: string) =>
    registerWorker(
      farm,
      SOMEBODY,
      { name, secret: 'its own', platform: 'linux', supported_task_types: ['blender'] },
      '127.0.0.1',
      sent,
    );
  const audited = async () =>
    (await farm.database.tables.selectFrom('audit_log').select(['action', 'after']).orderBy('id').execute()).map(
      ({ action, after }) => [action, after],
    );

  test.each(['worker_registration_secret: the-secret-of-the-farm\n', 'access: accounts\n'])(
    'lets in one worker at once, and is remembered as what it came with (%j)',
    async (config) => {
      farm = await openFarm(open, config);
      const made = await make();
      expect((await register('bert')).approval).toBe('no-secret');
      const worker = await register('anna', made.code);
      expect(worker.approval).toBeNull();
      expect(await enrolmentCodeOf(farm, worker.id)).toMatchObject({ prefix: made.prefix, made_by: SOMEBODY, used: 1 });
      expect(JSON.stringify(await audited())).toContain(made.prefix);
      expect(JSON.stringify([await audited(), await listEnrolmentCodes(farm)])).not.toContain(made.code);
      await expect(register('carl', made.code)).rejects.toMatchObject({
        code: 'bad-credentials',
        message: `the enrolment code ${made.prefix}… was used already, and is for no more; make another one on the workers page, under "Add a worker"`,
      });
    },
  );

  test('lets in as many as it is for, however many come at once', async () => {
    farm = await openFarm(open, 'access: accounts\n');
    const { code, id } = await make({ machines: 3 });
    const came = await Promise.allSettled(Array.from({ length: 6 }, (_, index) => register(`w${index}`, code)));
    expect(came.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const workers = await farm.database.tables.selectFrom('workers').select('enrolment_code_id').execute();
    expect(workers).toEqual(Array.from({ length: 3 }, () => ({ enrolment_code_id: id })));
  });

  test('is refused when it has expired, was revoked, or is not of this farm', async () => {
    farm = await openFarm(open);
    const [late, revoked] = [await make(), await make({ minutes: 24 * 60 })];
    await revokeEnrolmentCode(farm, SOMEBODY, revoked.id);
    await expect(revokeEnrolmentCode(farm, SOMEBODY, revoked.id)).rejects.toMatchObject({ code: 'not-found' });
    farm.pass(HOUR_MS - 1);
    const unknown = `fne_${'A'.repeat(43)}`;
    await expect(register('anna', revoked.code)).rejects.toThrow(/was revoked/);
    await expect(register('anna', unknown)).rejects.toThrow(/not one of this farm/);
    farm.pass(1);
    await expect(register('anna', late.code)).rejects.toThrow(`expired at ${late.expires_at}`);
    expect(await farm.database.tables.selectFrom('workers').select('id').execute()).toEqual([]);
  });

  test('lets a worker in that waits, and makes no difference once it cannot be used', async () => {
    farm = await openFarm(open, 'access: accounts\n');
    const { code } = await make();
    const [first, second] = [await register('anna'), await register('bert')];
    const signOn = (id: string) => {
      const about = { name: id, supported_task_types: [], software_version: '1', can_restart: false };
      return workerSignOn(farm, asWorker(id), about, '127.0.0.1', code);
    };
    expect(await signOn(first.id)).toEqual({ status_requested: 'awake' });
    expect(await signOn(first.id)).toEqual({ status_requested: 'awake' });
    expect(await signOn(second.id)).toMatchObject({ approval: 'wrong-secret' });
  });
});
