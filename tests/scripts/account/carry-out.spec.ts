import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { carryOut } from '#scripts/account/carry-out.ts';
import { parseAccountOptions } from '#scripts/account/options.ts';
import { signIn } from '#server/accounts/sign-in.ts';
import { findAuditEntries } from '#server/persistence/repositories/audit-log.repository.ts';
import { Browser } from '#tests/support/account-visits.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { type FarmInProcess, openFarm } from '#tests/support/farm-in-process.ts';

const PASSWORD = 'correct horse battery';

describe.each(DATABASES)('accounts from the command line, on $kind', ({ open }) => {
  let farm: FarmInProcess;
  beforeEach(async () => {
    farm = await openFarm(open, 'access: accounts\nlisten: 192.0.2.5:8080\n');
    await write('password', `${PASSWORD}\n`);
    await account('create', 'Anna', '--role', 'admin', '--email', 'anna@studio.example', '--password-file', 'password');
  });
  afterEach(() => farm.close());

  const write = (name: string, text: string) => writeFile(join(farm.folder, name), text);
  async function account(...argv: string[]) {
    const options = parseAccountOptions(argv, { INIT_CWD: farm.folder });
    if (!options) throw new Error('help');
    return carryOut(farm, options.order);
  }
  const signsIn = (nameOrEmail: string, password: string) =>
    signIn(farm, { nameOrEmail, password }, new Browser().visit);

  test('somebody who was given an account signs in with the password of the file, by name or address', async () => {
    expect((await signsIn('anna', PASSWORD)).person).toMatchObject({ name: 'anna', role: 'admin' });
    expect((await signsIn('anna@studio.example', PASSWORD)).person).toMatchObject({ name: 'anna' });
    const by = { kind: 'terminal', id: userInfo().username };
    expect(farm.delivered.find((event) => event.type === 'person.changed')?.by).toEqual(by);
  });

  test('whatever it changes is in the audit log, by the account of the machine that called it', async () => {
    await account('create', 'otto', '--role', 'viewer');
    const { printed } = await account('token', 'otto', '--name', 'nightly');
    await account('reset', 'otto');
    await account('reset', 'otto', '--password-file', 'password');
    await account('role', 'otto', 'artist');
    await account('list');
    await account('remove', 'otto');
    const entries = await findAuditEntries(farm.database, { search: '', limit: 100 });
    expect(entries.toReversed().map(({ action, subject }) => `${action} ${subject.name}`)).toEqual([
      'person.create anna',
      'person.create otto',
      'token.create nightly',
      'person.link otto',
      'person.password otto',
      'person.change otto',
      'person.remove otto',
    ]);
    const by = { kind: 'terminal', id: userInfo().username };
    expect(entries.filter((entry) => !isDeepStrictEqual(entry.by, by))).toEqual([]);
    for (const secret of [PASSWORD, printed]) expect(JSON.stringify(entries)).not.toContain(secret);
  });

  test('without a password, there is a link to choose one', async () => {
    const { printed, said } = await account('create', 'otto', '--role', 'viewer');
    expect(printed).toMatch(/^http:\/\/192\.0\.2\.5:8080\/app\/welcome#[\w-]{43}$/);
    expect(said).toContain('once, until 2026-01-12');
    expect(said).not.toContain(printed.split('#')[1]);
  });

  test('a token is printed alone, and is good for what it was made for, until it expires or its person is removed', async () => {
    await account('create', 'otto', '--role', 'artist', '--password-file', 'password');
    const { printed } = await account(
      'token',
      'otto',
      '--name',
      'nightly',
      '--actions',
      'jobs.read',
      '--expires',
      '90d',
    );
    const use = () => farm.accounts.personOfToken(printed, '192.0.2.7');
    expect(await use()).toMatchObject({
      person: { name: 'otto' },
      token: { label: 'nightly', actions: ['jobs.read'] },
    });
    farm.pass(89 * 86_400_000);
    const ended = (await use())?.ended;
    expect(ended?.aborted).toBe(false);
    await account('remove', 'otto');
    expect(ended?.aborted).toBe(true);
    expect(await use()).toBeUndefined();
  });

  test('a role is changed, and whoever had another is signed out', async () => {
    await account('create', 'otto', '--role', 'admin', '--password-file', 'password');
    const { session } = await signsIn('otto', PASSWORD);
    await account('role', 'otto', 'viewer');
    expect(farm.delivered).toContainEqual(
      expect.objectContaining({
        type: 'session.changed',
        payload: expect.objectContaining({ session: expect.objectContaining({ id: session?.id }), ended: 'role' }),
      }),
    );
    expect((await account('list')).printed).toMatch(/^otto +viewer +active +no/m);
  });

  test('a password is set anew, or chosen with a link', async () => {
    await write('other', 'another long one');
    await account('reset', 'anna', '--password-file', 'other');
    await expect(signsIn('anna', PASSWORD)).rejects.toMatchObject({ code: 'bad-credentials' });
    expect((await signsIn('anna', 'another long one')).person).toMatchObject({ name: 'anna' });
    const { printed, said } = await account('reset', 'anna', '--forget-second-factor');
    expect(printed).toContain('/app/welcome#');
    expect(said).toContain('until 2026-01-05T13:00');
  });

  test('what cannot be done is refused, in words that say what to do', async () => {
    await write('short', 'short');
    await write('nothing', '\n');
    await write('lines', 'one\ntwo\n');
    const refused: readonly (readonly [readonly string[], string])[] = [
      [
        ['create', 'anna', '--role', 'viewer', '--password-file', 'password'],
        'name: somebody has the name "anna" already',
      ],
      [['create', 'ot to', '--role', 'viewer'], 'name: must begin with a letter'],
      [['create', 'otto', '--role', 'viewer', '--email', 'nowhere'], 'email: is not an e-mail address'],
      [
        ['create', 'otto', '--role', 'viewer', '--password-file', 'short'],
        'password: must have at least 10 characters',
      ],
      [['create', 'otto', '--role', 'viewer', '--password-file', 'nothing'], '--password-file: is empty'],
      [['create', 'otto', '--role', 'viewer', '--password-file', 'lines'], '--password-file: has more than one line'],
      [['create', 'otto', '--role', 'viewer', '--password-file', 'absent'], '--password-file: there is no '],
      [['reset', 'ana'], 'nobody is called "ana"; there are anna'],
      [['token', 'anna', '--name', 'x', '--actions', 'jobs.eat'], 'actions: "jobs.eat" is not an action; actions are '],
      [['token', 'anna', '--name', 'x', '--expires', 'soon'], '--expires: "soon" is neither like 90d or 12h nor'],
      [['token', 'anna', '--name', 'x', '--expires', '2020-01-01'], 'expires_at: has passed already'],
      [['remove', 'anna'], 'anna is the only admin of this farm'],
      [['role', 'anna', 'viewer'], 'anna is the only admin of this farm'],
    ];
    for (const [argv, message] of refused) await expect(account(...argv), argv.join(' ')).rejects.toThrow(message);
  });
});

test('on a farm where nobody signs in, it says what is missing', async () => {
  const [{ open }] = DATABASES;
  const farm = await openFarm(open);
  await writeFile(join(farm.folder, 'password'), PASSWORD);
  const options = parseAccountOptions(['create', 'anna', '--role', 'admin', '--password-file', 'password'], {
    INIT_CWD: farm.folder,
  });
  const { said } = await carryOut(farm, options?.order ?? { verb: 'list' });
  expect(said).toContain('write "access: accounts"');
  await farm.close();
});
