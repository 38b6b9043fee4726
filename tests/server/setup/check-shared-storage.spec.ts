import { describe, expect, it } from 'vitest';
import { checkSharedStorage } from '#server/setup/check-shared-storage.ts';

describe('the check of a folder for the files of jobs', () => {
  it.each([
    ['\\\\nas\\farm', 'linux', /^The path is the name of a share as Windows writes it; give the folder/],
    ['\\\\nas\\farm', 'darwin', /^The path is the name of a share/],
    ['D:farm', 'win32', /^The path is relative to whatever folder of D: was used last; write D:\\farm\.$/],
    ['D:', 'win32', /write D:\\\.$/],
    ['C:\\\tools', 'win32', /^The path has a control character/],
    ['X:\\no such folder', 'win32', /^This folder does not exist; create it first\. .*network drives are only seen/],
    ['\\\\no such server\\farm', 'win32', /^This folder does not exist.*under the account/],
    ['/no/such/folder', 'linux', /^This folder does not exist; create it first\.$/],
  ] as const)('refuses %s on %s and says why', async (path, platform, says) => {
    expect(await checkSharedStorage(path, platform)).toEqual({
      path,
      is_usable: false,
      cause: expect.stringMatching(says),
    });
  });
});
