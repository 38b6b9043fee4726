import { describe, expect, test } from 'vitest';
import { parseAccountOptions } from '#scripts/account/options.ts';

const parse = (...argv: string[]) => parseAccountOptions(argv, { INIT_CWD: '/farm' }, '/project');

describe('the command line of accounts', () => {
  test('names a command, whom it is about, and a home that is relative to where it was called', () => {
    expect(parse('create', 'anna', '--role', 'artist', '--password-file', 'secret.txt', '--home', 'home')).toEqual({
      home: '/farm/home',
      order: {
        verb: 'create',
        name: 'anna',
        role: 'artist',
        email: undefined,
        displayName: undefined,
        passwordFile: '/farm/secret.txt',
      },
    });
    expect(parse('token', 'anna', '--name', 'nightly', '--actions', 'jobs.read, jobs.submit')?.order).toMatchObject({
      label: 'nightly',
      actions: ['jobs.read', 'jobs.submit'],
    });
    expect(parse('reset', 'anna', '--password-file', '-', '--forget-second-factor')?.order).toMatchObject({
      passwordFile: '-',
      forgetSecondFactor: true,
    });
    expect(parse('role', 'anna', 'viewer')?.order).toEqual({ verb: 'role', name: 'anna', role: 'viewer' });
    expect(parse('list')).toEqual({ home: '/farm', order: { verb: 'list' } });
  });

  test.each([
    [[], 'the command is missing; there are create, token, list, reset, role, remove'],
    [['delete', 'anna'], 'there is no command "delete"'],
    [['constructor'], 'there is no command "constructor"'],
    [['create', '--role', 'artist'], 'create: NAME is missing'],
    [['create', 'anna'], 'create: --role is missing'],
    [['create', 'anna', '--role', 'boss'], 'there is no role "boss"; there are admin, wrangler, artist, viewer'],
    [['create', 'anna', 'berger', '--role', 'artist'], 'create: what is "berger" for?'],
    [['role', 'anna'], 'role: ROLE is missing'],
    [['token', 'anna'], 'token: --name is missing'],
    [['remove', 'anna', '--role', 'artist'], 'remove does not take --role'],
    [['list', '--password', 'x'], "Unknown option '--password'"],
  ])('%j is refused in one line', (argv, message) => {
    expect(() => parse(...argv)).toThrow(message);
    expect(() => parse(...argv)).toThrow(/^[^\n]*; --help lists the commands$/);
  });

  test('asks for help', () => {
    expect(parse('create', '--help')).toBeUndefined();
  });
});
