import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MANAGER } from '#server/contracts/actor.ts';
import type { PersonRole } from '#server/contracts/person.ts';
import { findPeople } from '#server/persistence/repositories/people.repository.ts';
import { changePerson } from '#server/use-cases/change-person.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import { followToReturn, startProvider, type TestProvider } from '#tests/support/openid.ts';
import type { TestManager } from '#tests/support/test-manager.ts';
import { type Answer, change, knows, RETURN_TO, startManagerWith, Visitor } from './support/oidc-visitor.ts';

const PASSWORD = 'correct horse battery';

let provider: TestProvider;
let manager: TestManager;
beforeAll(async () => {
  provider = await startProvider(RETURN_TO);
});
afterAll(() => provider.stop());
beforeEach(async () => {
  provider.people.clear();
  provider.tamper = (claims) => claims;
  provider.callsItself = undefined;
  manager = await startManagerWith(provider);
});
afterEach(() => manager.stop());

const newVisitor = () => new Visitor(manager, provider);
const person = (name: string, role: PersonRole, email?: string) =>
  createPerson(manager.farm, MANAGER, { name, role, ...(email ? { email } : {}) }, { password: PASSWORD });
const people = async () => (await findPeople(manager.farm.database.tables)).map(({ name, role }) => `${name} ${role}`);
const auditOf = async (action: string) =>
  manager.farm.database.tables.selectFrom('audit_log').selectAll().where('action', '=', action).execute();

describe('somebody whom the provider knows', () => {
  test('gets an account at the first time, and comes to where they wanted to go', async () => {
    knows(provider, 'anna', ['artists', 'guests'], { email: 'Anna@Studio.example', email_verified: true });
    const visitor = newVisitor();
    provider.next = 'anna';
    const { status, data, cookies } = await visitor.arrive(await visitor.visitProvider('/app/workers?q=node'));
    expect([status, data]).toEqual([200, { kind: 'in', next: '/app/workers?q=node' }]);
    expect(await visitor.me()).toMatchObject({
      person: { name: 'anna', display_name: 'anna Lind', email: 'anna@studio.example' },
      role: 'artist',
      let_in_by: 'session',
      uses_password: false,
    });
    expect(cookies.find((cookie) => cookie.includes('.session='))).toMatch(/HttpOnly; SameSite=Lax$/);
    // What the browser had to keep is gone.
    expect([...visitor.cookies.keys()].filter((name) => name.includes('log-in'))).toEqual([]);
    const [made] = await auditOf('person.create');
    expect([made?.summary, made?.after]).toEqual([
      'made an account for "anna"',
      expect.stringContaining(`what ${provider.issuer} says`),
    ]);
  });

  test('is the same person the next time, whatever the name is there by then', async () => {
    knows(provider, 'anna', ['artists']);
    await newVisitor().signIn('anna');
    knows(provider, 'anna', ['artists'], { preferred_username: 'anna-maria' });
    const visitor = newVisitor();
    await visitor.signIn('anna');
    expect((await visitor.me()).person?.name).toBe('anna');
    expect(await people()).toEqual(['anna artist']);
  });

  test('has the role that the claim gives at each sign-in, and is signed out elsewhere when it changes', async () => {
    knows(provider, 'anna', ['artists']);
    const [before, after] = [newVisitor(), newVisitor()];
    await before.signIn('anna');
    knows(provider, 'anna', ['guests']);
    await after.signIn('anna');
    expect((await after.me()).role).toBe('viewer');
    expect((await before.me()).let_in_by).toBe('nobody');
    const [entry] = await auditOf('person.change');
    expect([entry?.before, entry?.after]).toEqual(['{"role":"artist"}', expect.stringContaining('"role":"viewer"')]);
  });

  test('keeps the role that they have here where no claim counts', async () => {
    await change(manager, ['oidc.roles_claim', ''], ['oidc.default_role', 'viewer']);
    knows(provider, 'anna', ['farm-admins']);
    const visitor = newVisitor();
    await visitor.signIn('anna');
    const { person: anna, role } = await visitor.me();
    expect(role).toBe('viewer');
    await changePerson(manager.farm, MANAGER, anna?.id ?? '', { role: 'wrangler' });
    await visitor.signIn('anna');
    expect((await visitor.me()).role).toBe('wrangler');
  });

  test('gets in with a code and a cookie that never leave HTTPS, when they came by it', async () => {
    await change(manager, ['trusted_proxies', ['127.0.0.1']]);
    const { cookies } = await newVisitor().call(
      'account.departToProvider',
      { next: '' },
      { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '10.0.0.9' },
    );
    expect(cookies).toEqual([expect.stringMatching(/\.log-in-.*HttpOnly; SameSite=Lax; Secure$/)]);
  });

  test('is sent back to the configured address, whatever host the request names', async () => {
    const { data } = await newVisitor().call('account.departToProvider', { next: '' }, { Host: 'evil.example' });
    const address = new URL(String(data['address']));
    expect(address.searchParams.get('redirect_uri')).toBe(RETURN_TO);
    expect(address.searchParams.get('code_challenge_method')).toBe('S256');
  });
});

describe('somebody who is signed in there, but not admitted here', () => {
  const refusedAs = async (visitor: Visitor, answer: Answer, why: string) => {
    expect([answer.status, answer.data]).toMatchObject([200, { kind: 'not-admitted', why, provider: 'Studio' }]);
    expect(answer.cookies.some((cookie) => cookie.includes('.session='))).toBe(false);
    expect((await visitor.me()).let_in_by).toBe('nobody');
  };

  test('is told as whom they are signed in, and how to sign out there; there is no account', async () => {
    knows(provider, 'otto', ['others']);
    const visitor = newVisitor();
    const answer = await visitor.signIn('otto');
    await refusedAs(visitor, answer, 'no-role');
    expect(answer.data['who']).toBe('otto');
    expect(answer.data['sign_out_address']).toContain(`${provider.issuer}/session/end`);
    expect(await people()).toEqual([]);
  });

  test('is admitted with the role for newcomers, if there is one', async () => {
    await change(manager, ['oidc.default_role', 'viewer']);
    knows(provider, 'otto', ['others']);
    const visitor = newVisitor();
    await visitor.signIn('otto');
    expect((await visitor.me()).role).toBe('viewer');
  });

  test('is out everywhere once the claim gives no role any more', async () => {
    await person('ada', 'admin');
    knows(provider, 'anna', ['artists']);
    const [before, after] = [newVisitor(), newVisitor()];
    await before.signIn('anna');
    knows(provider, 'anna', []);
    await refusedAs(after, await after.signIn('anna'), 'no-role');
    expect((await before.me()).let_in_by).toBe('nobody');
  });

  test('stays out if the account here is disabled, whatever the claim says', async () => {
    knows(provider, 'anna', ['artists']);
    const visitor = newVisitor();
    await visitor.signIn('anna');
    const { person: anna } = await visitor.me();
    await changePerson(manager.farm, MANAGER, anna?.id ?? '', { disabled: true });
    knows(provider, 'anna', ['farm-admins']);
    await refusedAs(visitor, await visitor.signIn('anna'), 'disabled');
    expect(await people()).toEqual(['anna artist']);
  });

  test('does not become somebody who has the same name here', async () => {
    await person('anna', 'admin');
    knows(provider, 'anna', ['artists']);
    const visitor = newVisitor();
    await refusedAs(visitor, await visitor.signIn('anna'), 'has-account');
    expect(await people()).toEqual(['anna admin']);
  });
});

test('the only admin stays one, and gets in, whatever the claim says', async () => {
  knows(provider, 'ada', ['farm-admins']);
  await newVisitor().signIn('ada');
  for (const groups of [['guests'], []]) {
    knows(provider, 'ada', groups);
    const visitor = newVisitor();
    await visitor.signIn('ada');
    expect((await visitor.me()).role).toBe('admin');
  }
  await person('bert', 'admin');
  knows(provider, 'ada', ['guests']);
  await newVisitor().signIn('ada');
  expect(await people()).toEqual(['ada viewer', 'bert admin']);
});

describe('an account here and one there', () => {
  test('are the same by e-mail address only where that is set, and only if it is verified', async () => {
    await person('anna', 'wrangler', 'anna@studio.example');
    const mail = { preferred_username: 'al', email: 'anna@studio.example' };
    knows(provider, 'al', ['artists'], { ...mail, email_verified: true });
    expect((await newVisitor().signIn('al')).data).toMatchObject({ why: 'has-account' });
    await change(manager, ['oidc.link_by', 'email'], ['oidc.roles_claim', ''], ['oidc.default_role', 'viewer']);
    knows(provider, 'al', [], { ...mail, email_verified: false });
    const stranger = newVisitor();
    await stranger.signIn('al');
    expect((await stranger.me()).person).toMatchObject({ name: 'al', email: null });
    knows(provider, 'alva', [], { ...mail, email_verified: true });
    const visitor = newVisitor();
    await visitor.signIn('alva');
    expect((await visitor.me()).person?.name).toBe('anna');
  });

  test('are linked by whoever has both, with the password, and unlinked while there is another way in', async () => {
    const { id } = await person('anna', 'wrangler');
    knows(provider, 'al', ['artists']);
    provider.next = 'al';
    const visitor = newVisitor();
    await visitor.call('account.signIn', { nameOrEmail: 'anna', password: PASSWORD });
    expect((await visitor.call('account.linkProvider', {})).status).toBe(403);
    expect((await visitor.call('account.linkProvider', { password: 'nonsense' })).status).toBe(403);
    const { data } = await visitor.call('account.linkProvider', { password: PASSWORD });
    const query = await followToReturn(String(data['address']), RETURN_TO);
    expect((await visitor.arrive(query)).data).toEqual({ kind: 'linked' });
    expect((await visitor.call('account.providerLinks')).data).toMatchObject({
      links: [{ issuer: provider.issuer }],
      may_unlink: true,
    });
    const [entry] = await auditOf('person.linked');
    expect([entry?.actor_kind, entry?.subject_id]).toEqual(['person', id]);

    const other = newVisitor();
    await other.signIn('al');
    expect((await other.me()).person?.name).toBe('anna');
    expect((await other.call('account.unlinkProvider', null)).status).toBe(200);
    const [unlinked] = await auditOf('person.unlinked');
    expect([unlinked?.actor_kind, unlinked?.subject_id]).toEqual(['person', id]);
    expect((await newVisitor().signIn('al')).data).toMatchObject({ kind: 'in' });
    expect(await people()).toContain('al artist');
  });

  test('are not linked for somebody else who is signed in by then', async () => {
    await person('anna', 'wrangler');
    await person('bert', 'artist');
    knows(provider, 'al', ['artists']);
    provider.next = 'al';
    const visitor = newVisitor();
    await visitor.call('account.signIn', { nameOrEmail: 'anna', password: PASSWORD });
    const { data } = await visitor.call('account.linkProvider', { password: PASSWORD });
    await visitor.call('account.signIn', { nameOrEmail: 'bert', password: PASSWORD });
    const answer = await visitor.arrive(await followToReturn(String(data['address']), RETURN_TO));
    expect([answer.status, answer.message]).toEqual([403, expect.stringContaining('somebody else is signed in')]);
  });

  test('stay linked where that is the only way in', async () => {
    knows(provider, 'anna', ['artists']);
    const visitor = newVisitor();
    await visitor.signIn('anna');
    expect((await visitor.call('account.unlinkProvider', null)).status).toBe(422);
  });
});

test('without passwords, admins still get in with one; others are refused as if they had none', async () => {
  await person('ada', 'admin');
  await person('anna', 'artist');
  await change(manager, ['password_login', false]);
  const visitor = newVisitor();
  expect((await visitor.call('account.waysIn')).data).toEqual({ password: 'admins', provider: 'Studio' });
  const anna = await visitor.call('account.signIn', { nameOrEmail: 'anna', password: PASSWORD });
  expect([anna.status, anna.message]).toEqual([403, 'the name or the password is wrong']);
  expect((await visitor.call('account.signIn', { nameOrEmail: 'ada', password: PASSWORD })).status).toBe(200);
});
