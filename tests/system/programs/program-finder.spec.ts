import { expect, it } from 'vitest';
import type { Machine } from '#system/programs/machine.ts';
import { ProgramFinder } from '#system/programs/program-finder.ts';
import { aMachine } from './a-machine.ts';

/** Counts where it is looked. */
function counting(machine: Machine, looked: string[]): Machine {
  return {
    ...machine,
    look: (file) => {
      looked.push(file);
      return machine.look(file);
    },
  };
}

it('a program that was found is not searched for again by the next command', async () => {
  const finder = new ProgramFinder(() => 0);
  const looked: string[] = [];
  const machine = counting(aMachine('linux', { files: ['/opt/blender/blender'] }), looked);
  await finder.find('blender', machine);
  looked.length = 0;
  expect(await finder.find('blender', machine)).toMatchObject({ file: '/opt/blender/blender' });
  expect(looked).toEqual(['/opt/blender/blender']);
});

it('one that is gone is searched for again at once, and one that was missing as well', async () => {
  const finder = new ProgramFinder(() => 0);
  const old = aMachine('linux', { files: ['/opt/blender-4.2/blender'] });
  const fresh = aMachine('linux', { files: ['/opt/blender-4.5/blender'] });
  await finder.find('blender', old);
  expect(await finder.find('blender', fresh)).toMatchObject({ file: '/opt/blender-4.5/blender' });
  expect(await finder.find('blender', aMachine('linux'))).toMatchObject({ kind: 'missing' });
  expect(await finder.find('blender', old)).toMatchObject({ file: '/opt/blender-4.2/blender' });
});

it('a better one that is installed beside it is found a minute later', async () => {
  let now = 0;
  const finder = new ProgramFinder(() => now);
  const before = ['/opt/blender-4.2/blender'];
  await finder.find('blender', aMachine('linux', { files: before }));
  const both = aMachine('linux', { files: [...before, '/opt/blender-5.0/blender'] });
  now = 59_999;
  expect(await finder.find('blender', both)).toMatchObject({ file: '/opt/blender-4.2/blender' });
  now = 60_000;
  expect(await finder.find('blender', both)).toMatchObject({ file: '/opt/blender-5.0/blender' });
});

it('another search path is another search', async () => {
  const finder = new ProgramFinder(() => 0);
  const on = (PATH: string) => aMachine('linux', { environment: { PATH }, files: ['/a/blender', '/b/blender'] });
  expect(await finder.find('blender', on('/a:/b'))).toMatchObject({ file: '/a/blender' });
  expect(await finder.find('blender', on('/b:/a'))).toMatchObject({ file: '/b/blender' });
});

it('a program that is missing on Windows is looked for again a few seconds later, as that asks its registry often', async () => {
  let now = 0;
  const finder = new ProgramFinder(() => now);
  const asked: string[] = [];
  const empty = aMachine('win32');
  const machine: Machine = {
    ...empty,
    registry: (key) => {
      asked.push(key);
      return empty.registry(key);
    },
  };
  expect(await finder.find('blender', machine)).toMatchObject({ kind: 'missing' });
  expect(asked).not.toEqual([]);
  asked.length = 0;
  now = 4_999;
  expect(await finder.find('blender', machine)).toMatchObject({ kind: 'missing' });
  expect(asked).toEqual([]);
  now = 5_000;
  const file = String.raw`C:\Windows\blender.exe`;
  expect(await finder.find('blender', aMachine('win32', { files: [file] }))).toMatchObject({ kind: 'found' });
});

it('a path is looked at each time', async () => {
  const finder = new ProgramFinder(() => 0);
  const file = String.raw`D:\blender\blender.exe`;
  expect(await finder.find(file, aMachine('win32'))).toMatchObject({ kind: 'missing' });
  expect(await finder.find(file, aMachine('win32', { files: [file] }))).toMatchObject({ file });
});
