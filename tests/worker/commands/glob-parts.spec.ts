import { expect, it } from 'vitest';
import { globParts } from '#worker/commands/glob-parts.ts';

/** On a machine that has these folders and those above them. */
async function partsOf(pattern: string, platform: NodeJS.Platform, ...there: string[]) {
  return await globParts(pattern, platform, (folder) => Promise.resolve(there.some((each) => each.startsWith(folder))));
}

it('keeps the server and the share of a network path together, so that nobody looks for the share on a drive', async () => {
  expect(await partsOf('//nas/render/shot/*.png', 'win32', '//nas/render/shot/')).toEqual({
    folder: '//nas/render/shot/',
    pattern: '*.png',
  });
  expect(await partsOf('//nas/render/*.png', 'win32')).toEqual({ folder: '//nas/render/', pattern: '*.png' });
  expect(await partsOf('//nas/render/shot*/*.png', 'win32', '//nas/render/shot1/')).toEqual({
    folder: '//nas/render/',
    pattern: 'shot*/*.png',
  });
});

it.each([
  ['F:/a [v2]/{x}/(y)/*.png', 'win32', 'F:/a [v2]/{x}/(y)/'],
  ['/mnt/a [v2]/{x}/(y)/*.png', 'linux', '/mnt/a [v2]/{x}/(y)/'],
  ['/Volumes/a [v2]/!(x)/*.png', 'darwin', '/Volumes/a [v2]/!(x)/'],
] as const)('takes no folder that is there for a pattern: %s', async (pattern, platform, folder) => {
  expect(await partsOf(pattern, platform, folder)).toEqual({ folder, pattern: '*.png' });
});

it('takes folders for patterns from the first one that is not there', async () => {
  expect(await partsOf('/mnt/[a]/shot_*/*.png', 'linux', '/mnt/[a]/shot_1/')).toEqual({
    folder: '/mnt/[a]/',
    pattern: 'shot_*/*.png',
  });
  expect(await partsOf('F:/gone/*.png', 'win32')).toEqual({ folder: 'F:/', pattern: 'gone/*.png' });
  expect(await partsOf('*.png', 'linux')).toEqual({ folder: '', pattern: '*.png' });
});
