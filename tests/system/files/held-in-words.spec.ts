import { expect, it } from 'vitest';
import { heldInWords } from '#system/files/held-in-words.ts';

it.each([
  ['EXDEV', 'linux', 'another disk or share'],
  ['EPERM', 'win32', 'a virus scanner'],
  ['EBUSY', 'win32', 'an open window'],
  ['EBUSY', 'darwin', 'another program or machine'],
  ['EACCES', 'linux', 'this account may not'],
  ['ENOTEMPTY', 'win32', 'holds a file in it'],
] as const)('%s on %s is told as "… %s …"', (code, platform, part) => {
  expect(heldInWords(code, platform)).toContain(part);
});

it.each([
  ['EPERM', 'linux'],
  ['ENOENT', 'win32'],
  [undefined, 'darwin'],
] as const)('%s on %s has no better words than the system’s', (code, platform) => {
  expect(heldInWords(code, platform)).toBeUndefined();
});
