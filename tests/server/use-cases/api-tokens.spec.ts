import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '#server/contracts/person.ts';
import { changePerson } from '#server/use-cases/change-person.ts';
import { createApiToken } from '#server/use-cases/create-api-token.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import { listApiTokens } from '#server/use-cases/list-api-tokens.ts';
import { removePerson } from '#server/use-cases/remove-person.ts';
import { revokeApiToken } from '#server/use-cases/revoke-api-token.ts';
import { SOMEBODY } from '#tests/support/actors.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { openFarm, type FarmInProcess } from '#tests/support/farm-in-process.ts';

const ADDRESS = '192.0.2.7';

describe.each(DATABASES)('API tokens on $kind', ({ open }) => {
  let farm: FarmInProcess;
  let anna: Person;

  beforeEach(async () => {
    farm = await openFarm(open);
    anna = await createPerson(farm, SOMEBODY, { name: 'anna', role: 'artist' });
  });
  afterEach(() => farm.close());

  const ask = (token: string) => farm.accounts.personOfToken(token, ADDRESS);

  test('stand for their person, within what they were made for', async () => {
    const { secret, id, prefix } = await createApiToken(farm, SOMEBODY, anna.id, {
      label: 'nightly',
      actions: ['jobs.read'],
    });
    expect(await ask(secret)).toMatchObject({
      person: { id: anna.id, name: 'anna', role: 'artist' },
      token: { id, label: 'nightly', actions: ['jobs.read'] },
    });
    expect(secret.startsWith(prefix)).toBe(true);
    expect(await ask(`${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`)).toBeUndefined();
    expect(await ask('')).toBeUndefined();
    const all = await createApiToken(farm, SOMEBODY, anna.id, { label: 'all' });
    expect((await ask(all.secret))?.token.actions).toBeNull();
  });

  test('have the role that their person has now', async () => {
    const { secret } = await createApiToken(farm, SOMEBODY, anna.id, { label: 'nightly' });
    const before = await ask(secret);
    await changePerson(farm, SOMEBODY, anna.id, { role: 'viewer' });
    expect((await ask(secret))?.person.role).toBe('viewer');
    expect(before?.ended.aborted).toBe(true);
  });

  test.each([
    ['was revoked', (id: string) => revokeApiToken(farm, SOMEBODY, anna.id, id)],
    ['has expired', () => Promise.resolve(farm.pass(3_600_000))],
    ['is of somebody disabled', () => changePerson(farm, SOMEBODY, anna.id, { disabled: true })],
    ['is of somebody removed', () => removePerson(farm, SOMEBODY, anna.id)],
  ])('are of no use when the token %s', async (_what, end: (id: string) => Promise<unknown>) => {
    const expires_at = new Date(farm.clock.now() + 3_600_000).toISOString();
    const { secret, id } = await createApiToken(farm, SOMEBODY, anna.id, { label: 'nightly', expires_at });
    expect(await ask(secret)).toBeDefined();
    await end(id);
    expect(await ask(secret)).toBeUndefined();
  });

  test('end their streams when they are revoked, which can be done once', async () => {
    const { secret, id } = await createApiToken(farm, SOMEBODY, anna.id, { label: 'nightly' });
    const known = await ask(secret);
    await revokeApiToken(farm, SOMEBODY, anna.id, id);
    expect(known?.ended.aborted).toBe(true);
    await expect(revokeApiToken(farm, SOMEBODY, anna.id, id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await listApiTokens(farm, anna.id)).toMatchObject([{ id, revoked_at: expect.any(String) as string }]);
  });

  test('of somebody else cannot be revoked', async () => {
    const bert = await createPerson(farm, SOMEBODY, { name: 'bert', role: 'artist' });
    const { id } = await createApiToken(farm, SOMEBODY, anna.id, { label: 'nightly' });
    await expect(revokeApiToken(farm, SOMEBODY, bert.id, id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test.each([
    [{ actions: ['jobs.dance'] }, 'actions: "jobs.dance" is not an action'],
    [{ actions: [] }, 'actions: must name at least one'],
    [{ actions: ['toString'] }, 'actions: "toString" is not an action'],
    [{ expires_at: '2025-01-01T00:00:00Z' }, 'expires_at: has passed already'],
  ])('are refused with %j', async (wanted, message) => {
    await expect(createApiToken(farm, SOMEBODY, anna.id, { label: 'x', ...wanted })).rejects.toThrow(message);
  });

  test('are not made by other tokens', async () => {
    const by = { kind: 'token', id: anna.id, name: 'nightly' } as const;
    await expect(createApiToken(farm, by, anna.id, { label: 'x' })).rejects.toMatchObject({ code: 'not-allowed' });
  });

  test('are neither in events nor in the database', async () => {
    const { secret } = await createApiToken(farm, SOMEBODY, anna.id, { label: 'nightly' });
    const rows = await farm.database.tables.selectFrom('api_tokens').selectAll().execute();
    expect(JSON.stringify([rows, farm.delivered])).not.toContain(secret);
    expect(JSON.stringify(farm.delivered)).not.toContain(rows[0]?.hash);
    expect(farm.delivered.at(-1)).toMatchObject({ type: 'token.changed', payload: { person: { name: 'anna' } } });
  });

  test('show when and from where they were last used', async () => {
    const { secret } = await createApiToken(farm, SOMEBODY, anna.id, { label: 'nightly' });
    await ask(secret);
    await farm.database.transaction(() => Promise.resolve(), { by: SOMEBODY });
    const [first] = await listApiTokens(farm, anna.id);
    expect(first).toMatchObject({ last_address: ADDRESS, last_used_at: '2026-01-05T12:00:00.000Z' });
  });
});
