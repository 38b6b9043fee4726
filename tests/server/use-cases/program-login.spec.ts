import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '#server/contracts/person.ts';
import { answerProgram, type Asked, openProgramLogin } from '#server/use-cases/answer-program-login.ts';
import { beginProgramLogin } from '#server/use-cases/begin-program-login.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import { removePerson } from '#server/use-cases/remove-person.ts';
import { redeemProgramLogin } from '#server/use-cases/redeem-program-login.ts';
import { SOMEBODY } from '#tests/support/actors.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { openFarm, type FarmInProcess } from '#tests/support/farm-in-process.ts';

const HERE = '10.0.0.7';

describe.each(DATABASES)('a program that logs in, on $kind', ({ open }) => {
  let farm: FarmInProcess;
  let anna: Person;
  beforeEach(async () => {
    farm = await openFarm(open);
    anna = await createPerson(farm, SOMEBODY, { name: 'anna', role: 'artist' });
  });
  afterEach(() => farm.close());

  const begin = () => beginProgramLogin(farm, { client_id: 'a program', scope: 'jobs.read' }, HERE);
  const asked = (boundTo: string): Asked => ({
    by: { kind: 'person', id: anna.id, name: 'anna' },
    personId: anna.id,
    boundTo,
    address: HERE,
  });
  const outcomes = async (tries: readonly Promise<unknown>[]) =>
    (await Promise.allSettled(tries)).map(({ status }) => status).toSorted();

  test('is shown to one of two sessions that open its code at the same moment', async () => {
    const { userCode } = await begin();
    const tries = ['one', 'other'].map((session) => openProgramLogin(farm, userCode, asked(session)));
    expect(await outcomes(tries)).toEqual(['fulfilled', 'rejected']);
  });

  test('is answered once, and gets one token', async () => {
    const { userCode, deviceCode } = await begin();
    const { id } = await openProgramLogin(farm, userCode, asked('one'));
    expect(await outcomes([true, false].map((allow) => answerProgram(farm, id, allow, asked('one'))))).toEqual([
      'fulfilled',
      'rejected',
    ]);
    const other = await begin();
    const shown = await openProgramLogin(farm, other.userCode, asked('one'));
    await answerProgram(farm, shown.id, true, asked('one'));
    const tries = [1, 2, 3].map(() => redeemProgramLogin(farm, other.deviceCode, HERE));
    expect(await outcomes(tries)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(deviceCode).not.toBe(other.deviceCode);
    const tokens = await farm.database.tables.selectFrom('api_tokens').selectAll().execute();
    expect(tokens).toHaveLength(1);
  });

  test('goes with the person who allowed it', async () => {
    const { userCode, deviceCode } = await begin();
    const { id } = await openProgramLogin(farm, userCode, asked('one'));
    await answerProgram(farm, id, true, asked('one'));
    await removePerson(farm, SOMEBODY, anna.id);
    await expect(redeemProgramLogin(farm, deviceCode, HERE)).rejects.toMatchObject({
      details: { refusal: 'invalid_grant' },
    });
  });
});
