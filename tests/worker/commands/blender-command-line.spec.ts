import { describe, expect, it } from 'vitest';
import { argumentsOf, blenderCommandLine } from '#worker/commands/blender-command-line.ts';

const words = (text: string) => text.split(' ').filter((word) => word !== '');

/** The command line for `exe | exeArgs | argsBefore | args`, with the file FILE. */
function written(line: string, blendfile = 'FILE'): string {
  const [exe = '', exeArgs = '', argsBefore = '', args = ''] = line.split('|').map((part) => part.trim());
  const parts = { exe, exeArgs: words(exeArgs), argsBefore: words(argsBefore), blendfile, args: words(args) };
  return argumentsOf(blenderCommandLine(parts)).join(' ');
}

describe('the command line of Blender', () => {
  it('is exeArgs, argsBefore, the file and args, as long as nothing is behind "--"', () => {
    expect(written('blender | -b -y | -t 2 | -o /x -f 1')).toBe('-b -y -t 2 FILE -o /x -f 1');
    expect(written('blender | -b -y | | -o /x -f 1', '')).toBe('-b -y -o /x -f 1');
    expect(written('blender | -b | | -P x.py -f 1 -- -f 5')).toBe('-b FILE -P x.py -f 1 -- -f 5');
  });

  it.each([
    ['blender | -b -y -- --cycles-device CUDA | | -f 1', '-b -y FILE -f 1 -- --cycles-device CUDA'],
    [
      '/opt/Blender 4.2/blender-4.2 | -y -- --cycles-device CUDA | -b | -f 1',
      '-y -b FILE -f 1 -- --cycles-device CUDA',
    ],
    [String.raw`C:\Blender\blender.exe | -- --a | | -f 1`, 'FILE -f 1 -- --a'],
    ['blender | -b -- --a | -t 2 -- --b | -f 1 -- --c -- d', '-b -t 2 FILE -f 1 -- --a --b --c -- d'],
    ['blender | -b -- word -x | | -f 1', '-b FILE -f 1 -- word -x'],
    ['flatpak | run org.blender.Blender -b -- --a | | -f 1', 'run org.blender.Blender -b FILE -f 1 -- --a'],
    ['nice | -n 10 -- blender --background -- --a | | -f 1', '-n 10 -- blender --background FILE -f 1 -- --a'],
    ['blender | -b -- | | -f 1', '-b FILE -f 1'],
  ])('%s: what comes after "--" goes to the end', (line, result) => {
    expect(written(line)).toBe(result);
  });

  it.each([
    ['nice | -n 10 -- blender -b -y | | -f 1', '-n 10 -- blender -b -y FILE -f 1'],
    ['chrt | -b 0 -- blender -b | | -f 1', '-b 0 -- blender -b FILE -f 1'],
    ['srun | -n 1 -- | blender -b | -f 1', '-n 1 -- blender -b FILE -f 1'],
    ['studio-launcher | --version 4.2 -- --threads 4 | | -f 1', '--version 4.2 -- --threads 4 FILE -f 1'],
  ])('%s: a "--" of a program that starts Blender stays', (line, result) => {
    expect(written(line)).toBe(result);
  });
});
