import { expect, it } from 'vitest';
import { accountIn, allowOnly, askForAccount, keepPrivate, type SystemCommand } from '#system/files/keep-private.ts';

const environment = { SystemRoot: String.raw`D:\Windows` };
const SAID = '"farm\\ann","S-1-5-21-111-222-333-1001"\r\n';

it('asks Windows, by the full path of its program, for the number of the account', () => {
  expect(askForAccount(environment).program).toBe(String.raw`D:\Windows\System32\whoami.exe`);
  expect(askForAccount({}).program).toBe(String.raw`C:\Windows\System32\whoami.exe`);
  expect(accountIn(SAID)).toBe('S-1-5-21-111-222-333-1001');
  expect(accountIn('"azuread\\s-1-5","S-1-12-1-1-2-3-4"')).toBe('S-1-12-1-1-2-3-4');
  expect(accountIn('ERROR: the user name could not be found')).toBeUndefined();
});

it('allows a file to this account, to Windows and to administrators only; a folder with all that is in it', () => {
  expect(allowOnly(String.raw`C:\farm\a b.yaml`, 'file', 'S-1-5-21-9', environment)).toEqual({
    program: String.raw`D:\Windows\System32\icacls.exe`,
    args: [
      String.raw`C:\farm\a b.yaml`,
      '/inheritance:r',
      '/grant:r',
      '*S-1-5-21-9:F',
      '*S-1-5-18:F',
      '*S-1-5-32-544:F',
      '/q',
    ],
  });
  expect(allowOnly(String.raw`C:\farm`, 'folder', 'S-1-5-18', environment).args.slice(3)).toEqual([
    '*S-1-5-18:(OI)(CI)F',
    '*S-1-5-32-544:(OI)(CI)F',
    '/q',
  ]);
});

it.each([
  ['win32', SAID, ['whoami.exe', 'icacls.exe'], true],
  ['win32', 'nothing', ['whoami.exe'], false],
  ['linux', SAID, [], true],
  ['darwin', SAID, [], true],
] as const)('runs on %s, where Windows says %j: %j', async (platform, said, programs, isPrivate) => {
  const ran: string[] = [];
  const run = async ({ program }: SystemCommand) => {
    ran.push(program.split('\\').at(-1) ?? '');
    return said;
  };
  expect(await keepPrivate('place', 'file', { platform, environment, run })).toBe(isPrivate);
  expect(ran).toEqual(programs);
});

it('never fails: a file that could not be protected is told by the answer', async () => {
  const run = () => Promise.reject(new Error('Access is denied.'));
  expect(await keepPrivate('place', 'folder', { platform: 'win32', environment, run })).toBe(false);
});
