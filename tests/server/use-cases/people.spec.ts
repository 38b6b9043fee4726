import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashOf } from '#server/accounts/hashes.ts';
import { signIn } from '#server/accounts/sign-in.ts';
import type { NewPerson } from '#server/contracts/person.ts';
import { newPersonSchema } from '#server/contracts/person.ts';
import { changePerson } from '#server/use-cases/change-person.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import { listPeople } from '#server/use-cases/list-people.ts';
import { invitePerson, type MadeLink, makePersonLink } from '#server/use-cases/make-person-link.ts';
import { removePerson } from '#server/use-cases/remove-person.ts';
import { readPersonLink, usePersonLink } from '#server/use-cases/use-person-link.ts';
import { SOMEBODY } from '#tests/support/actors.ts';
import { Browser } from '#tests/support/account-visits.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { openFarm, type FarmInProcess } from '#tests/support/farm-in-process.ts';

const ADDRESS = '192.0.2.7';
const PASSWORD = 'correct horse battery';
const HOUR_MS = 3_600_000;

describe.each(DATABASES)('people on $kind', ({ open }) => {
  let farm: FarmInProcess;

  beforeEach(async () => {
    farm = await openFarm(open);
  });
  afterEach(() => farm.close());

  const create = (wanted: NewPerson) => createPerson(farm, SOMEBODY, wanted);
  const told = () => farm.delivered.flatMap((event) => (event.type === 'person.changed' ? [event] : []));
  const use = (link: MadeLink, password = PASSWORD) =>
    usePersonLink(farm, { secret: link.secret, password, address: ADDRESS });

  test('have names and addresses of their own', async () => {
    const anna = await create({ name: 'anna', email: 'a@studio.example', role: 'artist' });
    await create({ name: 'bert', role: 'viewer' });
    await create({ name: 'carl', role: 'viewer' });
    await expect(create({ name: 'anna', role: 'viewer' })).rejects.toMatchObject({ code: 'conflict', status: 409 });
    const same = { name: 'dora', email: 'a@studio.example', role: 'viewer' } as const;
    await expect(create(same)).rejects.toThrow('email: somebody has the email "a@studio.example" already');
    await expect(changePerson(farm, SOMEBODY, anna.id, { name: 'bert' })).rejects.toMatchObject({ code: 'conflict' });
    expect((await listPeople(farm)).map(({ name }) => name)).toEqual(['anna', 'bert', 'carl']);
  });

  test('are told of with what was before, and by whom', async () => {
    const { id } = await create({ name: 'anna', role: 'artist' });
    await changePerson(farm, SOMEBODY, id, { role: 'wrangler', display_name: 'Anna' });
    await changePerson(farm, SOMEBODY, id, { role: 'wrangler' });
    await removePerson(farm, SOMEBODY, id);
    expect(told().map(({ by, payload: { person, changed, before } }) => [by, person.role, changed, before])).toEqual([
      [SOMEBODY, 'artist', ['created'], undefined],
      [SOMEBODY, 'wrangler', ['display_name', 'role'], { display_name: 'anna', role: 'artist' }],
      [SOMEBODY, 'wrangler', ['removed'], undefined],
    ]);
  });

  test('the only admin can be neither removed nor demoted nor disabled', async () => {
    const first = await create({ name: 'anna', role: 'admin' });
    const refused = { code: 'impossible-change', status: 422 };
    await expect(removePerson(farm, SOMEBODY, first.id)).rejects.toMatchObject(refused);
    await expect(changePerson(farm, SOMEBODY, first.id, { role: 'wrangler' })).rejects.toMatchObject(refused);
    await expect(changePerson(farm, SOMEBODY, first.id, { disabled: true })).rejects.toMatchObject(refused);
    const second = await create({ name: 'bert', role: 'admin' });
    await changePerson(farm, SOMEBODY, second.id, { disabled: true });
    await expect(removePerson(farm, SOMEBODY, first.id)).rejects.toMatchObject(refused);
    await changePerson(farm, SOMEBODY, second.id, { disabled: false });
    const both = await Promise.allSettled([first, second].map(({ id }) => removePerson(farm, SOMEBODY, id)));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('an invitation is good for one password, whoever comes first', async () => {
    const link = await invitePerson(farm, SOMEBODY, { name: 'anna', role: 'artist' });
    expect(await readPersonLink(farm, link.secret, ADDRESS)).toEqual({
      kind: 'invitation',
      name: 'anna',
      displayName: 'anna',
    });
    expect((await listPeople(farm)).map(({ has_password }) => has_password)).toEqual([false]);
    await expect(use(link, 'short')).rejects.toMatchObject({ code: 'bad-request' });
    await expect(use(link, 'x'.repeat(129))).rejects.toMatchObject({ code: 'bad-request' });
    const both = await Promise.allSettled([use(link, 'password one'), use(link, 'password two')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const password = both[0]?.status === 'fulfilled' ? 'password one' : 'password two';
    await expect(use(link)).rejects.toMatchObject({ code: 'gone', status: 410 });
    await expect(readPersonLink(farm, link.secret, ADDRESS)).rejects.toThrow('was used already');
    expect((await signIn(farm, { nameOrEmail: 'anna', password }, new Browser().visit)).person?.role).toBe('artist');
  });

  test('a link expires, a newer one takes its place, and a made-up one is none', async () => {
    const link = await invitePerson(farm, SOMEBODY, { name: 'anna', role: 'artist' });
    farm.pass(7 * 24 * HOUR_MS);
    await expect(use(link)).rejects.toThrow('this link has expired');
    const first = await makePersonLink(farm, SOMEBODY, link.person.id, 'reset');
    const second = await makePersonLink(farm, SOMEBODY, link.person.id, 'reset');
    await expect(use(first)).rejects.toMatchObject({ code: 'not-found', status: 404 });
    await expect(use({ ...first, secret: hashOf(second.secret) })).rejects.toMatchObject({ code: 'not-found' });
    await changePerson(farm, SOMEBODY, link.person.id, { disabled: true });
    await expect(use(second)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('links are in no event and not in the database', async () => {
    const link = await invitePerson(farm, SOMEBODY, { name: 'anna', role: 'artist' });
    const rows = await farm.database.tables.selectFrom('person_links').selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify([rows, farm.delivered])).not.toContain(link.secret);
    expect(told()[0]?.payload).toMatchObject({ changed: ['created', 'link'], link: { kind: 'invitation' } });
    expect(JSON.stringify(farm.delivered)).not.toContain(rows[0]?.hash);
  });
});

test.each([
  ['Anna', 'anna'],
  [' anna.b-2 ', 'anna.b-2'],
  ['ＡＮＮＡ', 'anna'],
  ['Zoë', 'zoë'],
  ['a@b', undefined],
  ['a b', undefined],
  ['', undefined],
  ['~', undefined],
])('the name %j becomes %j', (name, expected) => {
  expect(newPersonSchema.safeParse({ name, role: 'viewer' }).data?.name).toBe(expected);
});
