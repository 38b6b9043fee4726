import { describe, expect, test } from 'vitest';
import { pathMistake } from '#shared/path-mistake.ts';
import { storageHint } from '#shared/storage-hint.ts';
import { isDriveRelative, isOnShare, isWindowsPath } from '#shared/windows-paths.ts';

describe('a path', () => {
  test.each([
    ['C:\\farm', { windows: true, share: false, drive: false }],
    ['c:/farm', { windows: true, share: false, drive: false }],
    ['D:', { windows: true, share: false, drive: true }],
    ['d:farm', { windows: true, share: false, drive: true }],
    ['\\\\nas\\farm', { windows: true, share: true, drive: false }],
    ['\\\\?\\C:\\farm', { windows: true, share: false, drive: false }],
    ['//nas/farm', { windows: false, share: false, drive: false }],
    ['/mnt/farm', { windows: false, share: false, drive: false }],
    ['ab:farm', { windows: false, share: false, drive: false }],
  ])('%s is told by how it begins', (path, { windows, share, drive }) => {
    expect([isWindowsPath(path), isOnShare(path, 'linux'), isDriveRelative(path)]).toEqual([windows, share, drive]);
  });

  test('of a share may have forward slashes on Windows, where they mean nothing else', () => {
    expect([isOnShare('//nas/farm', 'win32'), isOnShare('\\\\nas\\farm', 'win32')]).toEqual([true, true]);
    expect([isOnShare('//./pipe/x', 'win32'), isOnShare('/mnt/farm', 'win32')]).toEqual([false, false]);
  });

  test.each([
    ['D:', /^is relative to whatever folder of D: was used last; write D:\\$/],
    ['d:farm', /^is relative to whatever folder of d: was used last; write d:\\farm$/],
    ['C:\\\tools\new', /^has a control character/],
    ['C:\\tools', undefined],
    ['\\\\nas\\farm', undefined],
    ['farm', undefined],
  ])('%j on Windows is right, or it is said what is wrong', (path, says) => {
    const mistake = pathMistake(path, 'win32');
    if (says) expect(mistake).toMatch(says);
    else expect(mistake).toBeUndefined();
  });

  test('with a letter and a colon is a name like others where there are no drives', () => {
    expect(pathMistake('D:farm', 'linux')).toBeUndefined();
    expect(pathMistake('D:farm', 'darwin')).toBeUndefined();
    expect(pathMistake('/mnt/\tfarm', 'linux')).toMatch(/^has a control character/);
  });
});

describe('of storage that cannot be used, people are told', () => {
  const long = `S:\\${'deep\\'.repeat(60)}shot.blend`;

  test.each([
    ['win32', 'ENOENT', 'X:\\farm', /only seen by the session that mapped them.*Map X: in/],
    ['win32', 'ENOENT', 'x:/farm', /Map X: in/],
    ['win32', 'ENOENT', long, /313 characters.*beyond 259/],
    ['win32', 'EACCES', '\\\\nas\\farm', /under the account that the program runs as/],
    ['win32', 'UNKNOWN', '\\\\nas\\farm', /under the account/],
    ['win32', 'ENOENT', '\\\\nas\\farm\\shot.blend', /under the account/],
    ['win32', 'EACCES', '//nas/farm', /under the account/],
    ['darwin', 'EPERM', '/Volumes/farm', /Privacy & Security.*Full Disk Access/],
    ['darwin', 'EACCES', '/Volumes/farm', /Network Volumes/],
  ] as const)('on %s after %s', (platform, code, path, says) => {
    expect(storageHint({ platform, code, path, isRootThere: false })).toMatch(says);
  });

  test.each([
    ['win32', 'ENOENT', 'C:\\nope'],
    ['win32', 'ENOENT', '\\\\nas\\farm\\shot.blend'],
    ['win32', 'ENOSPC', '\\\\nas\\farm'],
    ['win32', 'ENOSPC', 'X:\\farm'],
    ['win32', 'EACCES', 'X:\\farm'],
    ['darwin', 'ENOENT', '/Volumes/farm'],
    ['linux', 'ENOENT', 'X:\\farm'],
    ['linux', 'EACCES', '/mnt/farm'],
    ['linux', 'ENOENT', long],
  ] as const)('nothing more on %s after %s for %s', (platform, code, path) => {
    expect(storageHint({ platform, code, path, isRootThere: true })).toBeUndefined();
  });
});
