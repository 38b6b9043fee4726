import { describe, expect, it } from 'vitest';
import { findAll, findProgram } from '#system/programs/find-program.ts';
import { aMachine, type MachineParts } from './a-machine.ts';

type Case = [what: string, name: string, parts: MachineParts, file: string, why: string];

const MACOS: Case[] = [
  [
    'Homebrew, which services do not have on their search path',
    'ffmpeg',
    { files: ['/opt/homebrew/bin/ffmpeg'] },
    '/opt/homebrew/bin/ffmpeg',
    'on the search path',
  ],
  [
    'the program of an app',
    '/Volumes/Tools/Blender 4.2.app/',
    { files: ['/Volumes/Tools/Blender 4.2.app/Contents/MacOS/Blender'] },
    '/Volumes/Tools/Blender 4.2.app/Contents/MacOS/Blender',
    '',
  ],
  [
    'Homebrew on Macs with Intel',
    'blender',
    { files: ['/usr/local/bin/blender', '/Applications/Blender.app/Contents/MacOS/Blender'] },
    '/usr/local/bin/blender',
    'on the search path',
  ],
  [
    'the folder Applications, the current one first',
    'blender',
    {
      files: ['Blender 4.2.app', 'Blender.app', 'Blender 5.0.app'].map(
        (app) => `/Applications/${app}/Contents/MacOS/Blender`,
      ),
    },
    '/Applications/Blender.app/Contents/MacOS/Blender',
    'in /Applications',
  ],
  [
    'the newest in the account’s own folder',
    'blender',
    {
      files: ['Blender 4.9.app', 'Blender 4.10.app'].map(
        (app) => `/Users/ann/Applications/${app}/Contents/MacOS/Blender`,
      ),
    },
    '/Users/ann/Applications/Blender 4.10.app/Contents/MacOS/Blender',
    'in /Users/ann/Applications',
  ],
  [
    'Steam',
    'blender',
    {
      files: [
        '/Users/ann/Library/Application Support/Steam/steamapps/common/Blender/Blender.app/Contents/MacOS/Blender',
      ],
    },
    '/Users/ann/Library/Application Support/Steam/steamapps/common/Blender/Blender.app/Contents/MacOS/Blender',
    'installed by Steam',
  ],
];

const LINUX: Case[] = [
  [
    'the search path, in order',
    'blender',
    { environment: { PATH: '/a:/b' }, files: ['/b/blender', '/opt/blender/blender'] },
    '/b/blender',
    'on the search path',
  ],
  [
    'the snap, also for services',
    'blender',
    { files: ['/snap/bin/blender', '/opt/blender/blender'] },
    '/snap/bin/blender',
    'on the search path',
  ],
  [
    'the newest in /opt',
    'blender',
    { files: ['/opt/blender-4.2.1-linux-x64/blender', '/opt/blender-5.0-linux-x64/blender', '/opt/blender/blender'] },
    '/opt/blender-5.0-linux-x64/blender',
    'in /opt',
  ],
  [
    'Steam',
    'blender',
    { files: ['/home/ann/.local/share/Steam/steamapps/common/Blender/blender'] },
    '/home/ann/.local/share/Steam/steamapps/common/Blender/blender',
    'installed by Steam',
  ],
  ['a path, as it is', './render.sh', { files: ['./render.sh'] }, './render.sh', ''],
  [
    'what may be run, if the first may not',
    'blender',
    { environment: { PATH: '/a:/b' }, locked: ['/a/blender'], files: ['/b/blender'] },
    '/b/blender',
    'on the search path',
  ],
];

describe.each([
  ['darwin', MACOS],
  ['linux', LINUX],
] as const)('a program on %s', (platform, cases) => {
  it.each(cases)('is found: %s', async (_what, name, parts, file, why) => {
    expect(await findProgram(name, aMachine(platform, parts))).toMatchObject({ kind: 'found', file, why });
  });
});

describe('the current folder', () => {
  it.each([
    ['linux', ':.:bin:/usr/bin:', ['blender', './blender', 'bin/blender']],
    [
      'win32',
      String.raw`.;bin;;\bin;C:bin;C:\Windows`,
      [
        'blender.exe',
        String.raw`.\blender.exe`,
        String.raw`bin\blender.exe`,
        String.raw`\bin\blender.exe`,
        String.raw`C:bin\blender.exe`,
      ],
    ],
  ] as const)('is no place to find programs in, nor is any other relative one: %s', async (platform, PATH, files) => {
    const machine = aMachine(platform, { environment: { PATH, Path: PATH }, files });
    expect(await findProgram('blender', machine)).toMatchObject({ kind: 'missing', code: 'ENOENT' });
  });
});

describe('a program that is missing', () => {
  it.each([
    [
      'win32',
      'blender.exe',
      'on the search path, as what opens .blend files, in Program Files, and where Steam, Scoop and the Microsoft Store put it',
      'winget install -e --id BlenderFoundation.Blender',
    ],
    ['darwin', 'ffmpeg', 'on the search path, and where Homebrew puts it', 'brew install ffmpeg'],
    ['linux', 'blender', 'on the search path, in /opt and in Steam', undefined],
    ['linux', 'oiiotool', 'on the search path', undefined],
    ['win32', String.raw`C:\gone\blender.exe`, undefined, undefined],
  ] as const)('is told as missing, with what to do, on %s: %s', async (platform, name, lookedFor, install) => {
    const found = await findProgram(name, aMachine(platform));
    expect(found).toEqual({ kind: 'missing', code: 'ENOENT', install, ...(lookedFor !== undefined && { lookedFor }) });
  });

  it('is told from one that may not be run', async () => {
    const machine = aMachine('linux', { locked: ['/usr/bin/blender'] });
    expect(await findProgram('blender', machine)).toMatchObject({ kind: 'missing', code: 'EACCES' });
    expect(await findProgram('/usr/bin/blender', machine)).toMatchObject({ kind: 'missing', code: 'EACCES' });
  });
});

it('all Blenders of a machine are found, in the order in which they are taken', async () => {
  const files = [
    '/opt/homebrew/bin/blender',
    '/Applications/Blender.app/Contents/MacOS/Blender',
    '/Applications/Blender 4.2.app/Contents/MacOS/Blender',
  ];
  const all = [];
  for await (const { file } of findAll('blender', aMachine('darwin', { files }))) all.push(file);
  expect(all).toEqual(files);
});
