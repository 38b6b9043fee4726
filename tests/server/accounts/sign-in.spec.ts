import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  changePassword,
  confirmDevice,
  newRecoveryCodes,
  removeDevice,
  setUpDevice,
} from '#server/accounts/own-account.ts';
import { endSession, listSessions } from '#server/accounts/end-sessions.ts';
import { sendCode, signIn } from '#server/accounts/sign-in.ts';
import { signOut } from '#server/accounts/sign-out.ts';
import type { Person, PersonRole } from '#server/contracts/person.ts';
import { changePerson } from '#server/use-cases/change-person.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import { removePerson } from '#server/use-cases/remove-person.ts';
import { setPassword } from '#server/use-cases/set-password.ts';
import { SOMEBODY } from '#tests/support/actors.ts';
import { Browser, deviceCode } from '#tests/support/account-visits.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { openFarm, type FarmInProcess } from '#tests/support/farm-in-process.ts';

const PASSWORD = 'correct horse battery';
const HOUR_MS = 3_600_000;

describe.each(DATABASES)('signing in on $kind', ({ open }) => {
  let farm: FarmInProcess;
  let anna: Person;

  beforeEach(async () => {
    farm = await openFarm(open, 'session_lifetime: 100h\nsession_idle_timeout: 10h\n');
    anna = await person('anna', 'artist');
  });
  afterEach(() => farm.close());

  const person = (name: string, role: PersonRole) =>
    createPerson(farm, SOMEBODY, { name, role, email: `${name}@studio.example` }, { password: PASSWORD });
  const enter = async (browser: Browser, nameOrEmail = 'anna', password = PASSWORD) =>
    browser.keep(await signIn(farm, { nameOrEmail, password }, browser.visit));
  const whoIs = async (browser: Browser) => (await farm.accounts.sessionOf(browser.visit.cookie))?.person.name;

  test.each(['anna', '  ANNA ', 'Anna@Studio.example'])('works with %j', async (nameOrEmail) => {
    const browser = new Browser();
    const { person: who, session } = await enter(browser, nameOrEmail);
    expect(who).toEqual({ id: anna.id, name: 'anna', role: 'artist' });
    expect(await farm.accounts.sessionOf(browser.visit.cookie)).toMatchObject({ person: who, session });
  });

  test('sets a cookie that scripts cannot read and other sites do not make browsers send', async () => {
    const browser = new Browser();
    const { setCookie } = await enter(browser);
    expect(setCookie).toHaveLength(1);
    expect(setCookie[0]).toMatch(/^flamenco-[0-9a-f]{8}\.session=.*; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(setCookie[0]).toContain('Max-Age=360000;');
  });

  test('by HTTPS sets a cookie that is never sent without', async () => {
    const browser = new Browser();
    const visit = { ...browser.visit, secure: true };
    const { setCookie } = await signIn(farm, { nameOrEmail: 'anna', password: PASSWORD }, visit);
    expect(setCookie[0]).toMatch(/; Secure$/);
  });

  test('is refused in the same words for a wrong password, an unknown name and an account without password', async () => {
    await createPerson(farm, SOMEBODY, { name: 'bert', role: 'viewer' });
    for (const [name, password] of [
      ['anna', 'wrong'],
      ['nobody', PASSWORD],
      ['bert', PASSWORD],
      ['', ''],
      ['~', ''],
    ] as const) {
      await expect(enter(new Browser(), name, password)).rejects.toMatchObject({
        code: 'bad-credentials',
        message: 'the name or the password is wrong',
      });
    }
    expect(farm.delivered.filter(({ type }) => type === 'session.changed')).toEqual([]);
  });

  test('is refused to a disabled account, and says so to whoever knows the password', async () => {
    await changePerson(farm, SOMEBODY, anna.id, { disabled: true });
    await expect(enter(new Browser())).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(enter(new Browser(), 'anna', 'wrong')).rejects.toMatchObject({ code: 'bad-credentials' });
  });

  test('is refused for a while after many wrong passwords, but not to others', async () => {
    const { attempts } = farm.accounts;
    for (let count = 0; count < 10; count++) attempts.count('anna', '192.0.2.7');
    await expect(enter(new Browser())).rejects.toMatchObject({ code: 'too-many', status: 429 });
    expect((await enter(new Browser('198.51.100.1'))).person?.name).toBe('anna');
  });

  test('again in the same browser ends the session that was there', async () => {
    const browser = new Browser();
    await enter(browser);
    const stolen = { ...browser.visit };
    await enter(browser);
    expect(await farm.accounts.sessionOf(stolen.cookie)).toBeUndefined();
    expect(await listSessions(farm, anna.id)).toHaveLength(1);
  });

  test('a cookie is worth nothing after signing out, and streams have ended', async () => {
    const browser = new Browser();
    await enter(browser);
    const stolen = { ...browser.visit };
    const known = await farm.accounts.sessionOf(stolen.cookie);
    expect(known?.ended.aborted).toBe(false);
    browser.keep({ setCookie: await signOut(farm, browser.visit) });
    expect(browser.visit.cookie).toBeUndefined();
    expect(await farm.accounts.sessionOf(stolen.cookie)).toBeUndefined();
    expect(known?.ended.aborted).toBe(true);
  });

  test('a cookie that was changed, or not signed by us, is worth nothing', async () => {
    const browser = new Browser();
    await enter(browser);
    const { cookie = '' } = browser.visit;
    expect(await farm.accounts.sessionOf(`a=b; ${cookie}`)).toBeDefined();
    expect(await farm.accounts.sessionOf(cookie.replace(/=\w/, (two) => (two === '=A' ? '=B' : '=A')))).toBeUndefined();
    expect(await farm.accounts.sessionOf(cookie.replace(/\..*$/, '.session=%ZZ'))).toBeUndefined();
  });

  test('the database holds no token that could be sent', async () => {
    const browser = new Browser();
    await enter(browser);
    const [, token = ''] = /session=(\w+)\./.exec(browser.visit.cookie ?? '') ?? [];
    expect(token).toHaveLength(32);
    const rows = await farm.database.tables.selectFrom('sessions').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('a session ends when it is not used for long, and at the latest after its lifetime', async () => {
    const browser = new Browser();
    await enter(browser);
    for (let hours = 0; hours < 99; hours += 9) {
      farm.pass(9 * HOUR_MS);
      expect(await whoIs(browser)).toBe('anna');
      await farm.database.transaction(() => Promise.resolve(), { by: SOMEBODY });
    }
    farm.pass(2 * HOUR_MS);
    expect(await whoIs(browser)).toBeUndefined();
    const other = new Browser();
    await enter(other);
    farm.pass(11 * HOUR_MS);
    expect(await whoIs(other)).toBeUndefined();
    expect(await listSessions(farm, anna.id)).toEqual([]);
  });

  test('whoever is removed, disabled, or gets another role is signed out at once', async () => {
    const admin = await person('root', 'admin');
    for (const change of [{ role: 'viewer' } as const, { disabled: true }]) {
      const browser = new Browser();
      await changePerson(farm, SOMEBODY, anna.id, { disabled: false });
      await enter(browser);
      const known = await farm.accounts.sessionOf(browser.visit.cookie);
      await changePerson(farm, SOMEBODY, anna.id, change);
      expect(await whoIs(browser)).toBeUndefined();
      expect(known?.ended.aborted).toBe(true);
    }
    const browser = new Browser();
    await changePerson(farm, SOMEBODY, anna.id, { disabled: false });
    await enter(browser);
    await removePerson(farm, SOMEBODY, anna.id);
    expect(await whoIs(browser)).toBeUndefined();
    await expect(enter(new Browser())).rejects.toMatchObject({ code: 'bad-credentials' });
    expect(admin.role).toBe('admin');
  });

  test('people see where they are signed in, and end it', async () => {
    const [here, there] = [new Browser(), new Browser('198.51.100.1')];
    await enter(here);
    const { session } = await enter(there);
    const sessions = await listSessions(farm, anna.id);
    expect(sessions.map(({ address }) => address).toSorted()).toEqual(['192.0.2.7', '198.51.100.1']);
    await endSession(farm, SOMEBODY, anna.id, session?.id ?? '');
    expect([await whoIs(here), await whoIs(there)]).toEqual(['anna', undefined]);
    await expect(endSession(farm, SOMEBODY, anna.id, session?.id ?? '')).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a new password takes the old one, and ends all sessions but a new one here', async () => {
    const [here, there] = [new Browser(), new Browser()];
    await enter(here);
    await enter(there);
    const stolen = { ...here.visit };
    await expect(changePassword(farm, { current: 'wrong', next: 'new password' }, here.visit)).rejects.toMatchObject({
      code: 'bad-credentials',
    });
    await expect(changePassword(farm, { current: PASSWORD, next: 'short' }, here.visit)).rejects.toMatchObject({
      code: 'bad-request',
      message: 'password: must have at least 10 characters',
    });
    here.keep(await changePassword(farm, { current: PASSWORD, next: 'new password' }, here.visit));
    expect([await whoIs(here), await whoIs(there)]).toEqual(['anna', undefined]);
    expect(await farm.accounts.sessionOf(stolen.cookie)).toBeUndefined();
    await expect(enter(new Browser())).rejects.toMatchObject({ code: 'bad-credentials' });
    expect((await enter(new Browser(), 'anna', 'new password')).person?.name).toBe('anna');
  });

  test('a device makes codes that are asked for, each once; a recovery code does in its place, once', async () => {
    const browser = new Browser();
    await enter(browser);
    const before = { ...browser.visit };
    await expect(setUpDevice(farm, 'wrong', browser.visit)).rejects.toMatchObject({ code: 'bad-credentials' });
    const { uri, recoveryCodes } = browser.keep(await setUpDevice(farm, PASSWORD, browser.visit));
    expect(uri).toContain('anna');
    await expect(confirmDevice(farm, '000000', browser.visit)).rejects.toMatchObject({ code: 'bad-credentials' });
    browser.keep(await confirmDevice(farm, deviceCode(uri), browser.visit));
    expect(await whoIs(browser)).toBe('anna');
    expect(await farm.accounts.sessionOf(before.cookie)).toBeUndefined();

    const begun = async () => {
      const other = new Browser();
      const first = await enter(other);
      expect(first).toMatchObject({ secondFactorDue: true });
      expect(first.person).toBeUndefined();
      expect(await whoIs(other)).toBeUndefined();
      return other;
    };
    const other = await begun();
    await expect(sendCode(farm, { kind: 'device', code: '000000' }, other.visit)).rejects.toMatchObject({
      code: 'bad-credentials',
    });
    const code = deviceCode(uri, 1);
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
    expect(other.keep(await sendCode(farm, { kind: 'device', code: spaced }, other.visit)).person?.name).toBe('anna');
    expect(await whoIs(other)).toBe('anna');
    const third = await begun();
    await expect(sendCode(farm, { kind: 'device', code }, third.visit)).rejects.toMatchObject({
      code: 'bad-credentials',
    });
    expect(await whoIs(third)).toBeUndefined();

    const fourth = await begun();
    const recovery = { kind: 'recovery', code: recoveryCodes[0] ?? '' } as const;
    fourth.keep(await sendCode(farm, recovery, fourth.visit));
    expect(await whoIs(fourth)).toBe('anna');
    await expect(sendCode(farm, recovery, (await begun()).visit)).rejects.toMatchObject({ code: 'bad-credentials' });
    const [fresh = ''] = await newRecoveryCodes(farm, PASSWORD, fourth.visit);
    const second = { kind: 'recovery', code: recoveryCodes[1] ?? '' } as const;
    await expect(sendCode(farm, second, (await begun()).visit)).rejects.toMatchObject({ code: 'bad-credentials' });
    expect((await sendCode(farm, { kind: 'recovery', code: fresh }, (await begun()).visit)).person?.name).toBe('anna');

    fourth.keep(await removeDevice(farm, PASSWORD, fourth.visit));
    expect((await enter(new Browser())).person?.name).toBe('anna');
  });

  test('without the first step there is no second', async () => {
    const code = { kind: 'device', code: '123456' } as const;
    await expect(sendCode(farm, code, new Browser().visit)).rejects.toMatchObject({ code: 'gone' });
  });

  test('what nobody may know is in no event', async () => {
    const browser = new Browser();
    await enter(browser);
    const { uri, recoveryCodes } = browser.keep(await setUpDevice(farm, PASSWORD, browser.visit));
    browser.keep(await confirmDevice(farm, deviceCode(uri), browser.visit));
    browser.keep(await changePassword(farm, { current: PASSWORD, next: 'new password' }, browser.visit));
    await setPassword(farm, SOMEBODY, anna.id, { password: 'other password', forgetDevice: true });
    const told = JSON.stringify(farm.delivered);
    const { tables } = farm.database;
    const hashes = (await tables.selectFrom('credentials').select('password_hash').execute()).map(
      (row) => row.password_hash,
    );
    const secret = new URL(uri).searchParams.get('secret');
    for (const hidden of [PASSWORD, 'new password', 'other password', secret, ...recoveryCodes, ...hashes]) {
      expect(told).not.toContain(hidden);
    }
    const changed = farm.delivered.flatMap((event) =>
      event.type === 'person.changed' ? event.payload.changed.map((what) => `${event.by.kind}: ${what}`) : [],
    );
    expect(changed).toEqual([
      'open: created',
      'person: two_factor',
      'person: password',
      'open: password',
      'open: two_factor',
    ]);
  });
});
