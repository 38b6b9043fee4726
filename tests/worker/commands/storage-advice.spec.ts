import { describe, expect, it } from 'vitest';
import { withStorageAdvice } from '#worker/commands/storage-advice.ts';

const LONG = `S:\\${'deep\\'.repeat(60)}shot.blend`;

describe('the reason why a file could not be used', () => {
  it.each([
    ['win32', 'No such file or directory', 'X:\\shot.blend', /^No such file or directory \(On Windows, network drives/],
    ['win32', 'No such file or directory', LONG, /^No such file or directory \(Its path has 313 characters/],
    ['win32', "Error: ENOENT: no such file or directory, mkdir 'X:\\a'", 'X:\\a', /Map X: in the same session/],
    ['win32', 'does not exist', 'X:\\a', /^does not exist \(On Windows/],
    ['darwin', 'Operation not permitted', '/Volumes/farm/a', /\(macOS may keep programs out.*Full Disk Access\)$/],
    ['darwin', 'Permission denied', '/Volumes/farm/a', /Network Volumes/],
  ] as const)('on %s says what is easily missed: %s', (platform, reason, path, says) => {
    expect(withStorageAdvice(reason, path, platform)).toMatch(says);
  });

  it.each([
    ['linux', 'No such file or directory', LONG],
    ['win32', 'Permission denied', 'X:\\shot.blend'],
    ['darwin', 'No such file or directory', '/Volumes/farm/a'],
  ] as const)('stays as it is where there is nothing more to say: on %s, %s', (platform, reason, path) => {
    expect(withStorageAdvice(reason, path, platform)).toBe(reason);
  });
});
