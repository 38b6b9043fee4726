import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { whatToInstall } from '#scripts/add-on/fetch-wheels.ts';
import { blenderPythons } from '#scripts/system/blender-pythons.ts';
import { findPython, pythonsOnPath } from '#scripts/system/find-python.ts';
import { PIP_INSIDE, pipOf } from '#scripts/system/pip-of.ts';
import { needs } from '#tests/support/needs.ts';

const hasPipInside = findPython('import ensurepip') ?? '';

describe('pip', () => {
  it('is the one that is installed, of whichever Python', () => {
    expect(pipOf(['py', 'blender'], ([python, how]) => python === 'blender' && how === '-m')).toEqual([
      'blender',
      '-m',
      'pip',
    ]);
  });

  it('is the one inside of a Python, if none is installed', () => {
    expect(pipOf(['py', 'blender'], ([python, how]) => python === 'blender' && how === '-c')).toEqual([
      'blender',
      '-c',
      PIP_INSIDE,
    ]);
  });

  it('may be missing; then people read what to install', () => {
    expect(pipOf(['py', 'blender'], () => false)).toBeUndefined();
    expect(pipOf([])).toBeUndefined();
    expect(whatToInstall('win32')).toContain('Install Blender where its installer puts it');
    expect(whatToInstall('linux')).toContain('python3-pip');
  });

  it(
    'inside of a Python downloads as the installed one does',
    needs('Python with ensurepip', hasPipInside !== ''),
    () => {
      // -S: without what is installed.
      const run = spawnSync(hasPipInside, ['-S', '-c', PIP_INSIDE, 'download', '--help'], { encoding: 'utf8' });
      expect(run.stderr).toBe('');
      expect(run.stdout).toContain('pip download [options]');
      expect(run.stdout).toContain('--require-hashes');
    },
  );
});

describe("Blender's own Python", () => {
  const folders = (tree: Record<string, string[]>) => (folder: string) => tree[folder] ?? [];

  it('is found where the installer for Windows puts it, the newest first', () => {
    const home = String.raw`C:\Program Files\Blender Foundation`;
    const list = folders({
      [home]: ['Blender 4.2', 'Blender 4.10', 'Blender 3.6'],
      [String.raw`${home}\Blender 4.2`]: ['4.2', 'blender.exe', 'license'],
      [String.raw`${home}\Blender 4.10`]: ['4.10', 'blender.exe'],
    });
    const env = { ProgramFiles: String.raw`C:\Program Files`, ProgramW6432: String.raw`C:\Program Files` };
    expect(blenderPythons({ platform: 'win32', env, list })).toEqual([
      String.raw`${home}\Blender 4.10\4.10\python\bin\python.exe`,
      String.raw`${home}\Blender 4.2\4.2\python\bin\python.exe`,
    ]);
  });

  it('is found in the applications of a Mac, and of its user', () => {
    const list = folders({
      '/Applications': ['Safari.app', 'Blender.app'],
      '/Applications/Blender.app/Contents/Resources': ['4.5', 'lib', 'blender icon.icns'],
      '/Applications/Blender.app/Contents/Resources/4.5/python/bin': ['python3.11'],
      '/Users/ann/Applications': ['Blender 5.0.app'],
      '/Users/ann/Applications/Blender 5.0.app/Contents/Resources': ['5.0'],
      '/Users/ann/Applications/Blender 5.0.app/Contents/Resources/5.0/python/bin': ['python3.11', 'python3.11-config'],
    });
    expect(blenderPythons({ platform: 'darwin', env: { HOME: '/Users/ann' }, list })).toEqual([
      '/Applications/Blender.app/Contents/Resources/4.5/python/bin/python3.11',
      '/Users/ann/Applications/Blender 5.0.app/Contents/Resources/5.0/python/bin/python3.11',
    ]);
  });

  it('is not looked for on other systems, and may be missing', () => {
    expect(blenderPythons({ platform: 'linux', env: {}, list: () => ['Blender 4.2'] })).toEqual([]);
    expect(blenderPythons({ platform: 'win32', env: {} })).toEqual([]);
    expect(blenderPythons({ platform: 'darwin', env: {}, list: () => [] })).toEqual([]);
  });
});

describe('Python on the search path', () => {
  it('goes by other names on Windows', () => {
    const find = (name: string) => (name === 'py' ? String.raw`C:\Windows\py.exe` : undefined);
    expect(pythonsOnPath('win32', find)).toEqual([String.raw`C:\Windows\py.exe`]);
  });

  it("is not Apple's, which only offers to install something, on a Mac without developer tools", () => {
    const find = (name: string) => (name === 'python3' ? '/usr/bin/python3' : undefined);
    expect(pythonsOnPath('linux', find)).toEqual(['/usr/bin/python3']);
    expect(pythonsOnPath('darwin', find, () => false)).toEqual([]);
    expect(pythonsOnPath('darwin', find, () => true)).toEqual(['/usr/bin/python3']);
  });
});
