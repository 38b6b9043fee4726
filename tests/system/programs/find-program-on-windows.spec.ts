import { expect, it } from 'vitest';
import { findProgram } from '#system/programs/find-program.ts';
import { registryQuestion } from '#system/programs/registry.ts';
import { aMachine, type MachineParts } from './a-machine.ts';

type Case = [what: string, name: string, parts: MachineParts, file: string, why: string];

const PF = String.raw`C:\Program Files`;
const LOCAL = String.raw`C:\Users\Ann\AppData\Local`;

/** The form in which a German reg.exe prints the value that a key has itself; written from memory. */
const own = (key: string, value: string) => `\r\n${key}\r\n    (Standard)    REG_SZ    ${value}\r\n\r\n`;
const opens = (key: string, program: string) => ({
  [String.raw`${key}\shell\open\command`]: own(String.raw`HKEY\…\shell\open\command`, `"${program}" "%1"`),
});
const HKCU = String.raw`HKCU\Software\Classes`;
const HKLM = String.raw`HKLM\Software\Classes`;
const CHOICE = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.blend\UserChoice`;

const WINDOWS: Case[] = [
  [
    'the search path, with the ending that Windows adds',
    'blender',
    { environment: { Path: String.raw`C:\Windows;D:\Blender` }, files: [String.raw`D:\Blender\blender.exe`] },
    String.raw`D:\Blender\blender.exe`,
    'on the search path',
  ],
  [
    'the search path, before all else',
    'blender.exe',
    {
      environment: { PATH: String.raw`"D:\Blender"` },
      files: [String.raw`D:\Blender\blender.exe`, String.raw`${PF}\Blender Foundation\Blender 5.0\blender.exe`],
    },
    String.raw`D:\Blender\blender.exe`,
    'on the search path',
  ],
  [
    'scripts, in the order of PATHEXT',
    'render',
    {
      environment: { Path: String.raw`C:\tools` },
      files: [String.raw`C:\tools\render.cmd`, String.raw`C:\tools\render`],
    },
    String.raw`C:\tools\render.cmd`,
    'on the search path',
  ],
  [
    'the search path of programs that are started from now on',
    'ffmpeg',
    {
      files: [
        String.raw`C:\Users\Ann\AppData\Local\Microsoft\WindowsApps\ffmpeg.exe`,
        String.raw`C:\Users\Ann\ff\bin\ffmpeg.exe`,
      ],
      registry: {
        [String.raw`HKCU\Environment`]:
          '\r\nHKEY_CURRENT_USER\\Environment\r\n    TEMP    REG_EXPAND_SZ    %USERPROFILE%\\T\r\n    Path    REG_EXPAND_SZ    %USERPROFILE%\\AppData\\Local\\Microsoft\\WindowsApps;C:\\x;%USERPROFILE%\\ff\\bin\r\n\r\n',
      },
    },
    String.raw`C:\Users\Ann\ff\bin\ffmpeg.exe`,
    'on the search path',
  ],
  [
    'what the user chose to open .blend files with',
    'blender.exe',
    {
      files: [String.raw`E:\b\blender.exe`, String.raw`F:\b\blender.exe`],
      registry: {
        [CHOICE]: `\r\n${CHOICE}\r\n    Hash    REG_SZ    abc=\r\n    ProgId    REG_SZ    Applications\\blender-launcher.exe\r\n\r\n`,
        ...opens(String.raw`${HKCU}\Applications\blender-launcher.exe`, String.raw`E:\b\blender-launcher.exe`),
        [String.raw`${HKCU}\.blend`]: own('HKEY', 'blendfile'),
        ...opens(String.raw`${HKCU}\blendfile`, String.raw`F:\b\blender-launcher.exe`),
      },
    },
    String.raw`E:\b\blender.exe`,
    'opens .blend files',
  ],
  [
    'what is registered for this account, before what is registered for all',
    'blender',
    {
      files: [String.raw`E:\größe\blender.exe`, String.raw`F:\b\blender.exe`],
      registry: {
        [String.raw`${HKCU}\.blend`]: own('HKEY', 'blender.4.5'),
        ...opens(String.raw`${HKCU}\blender.4.5`, String.raw`E:\größe\blender-launcher.exe`),
        [String.raw`${HKLM}\.blend`]: own('HKEY', 'blendfile'),
        ...opens(String.raw`${HKLM}\blendfile`, String.raw`F:\b\blender-launcher.exe`),
      },
    },
    String.raw`E:\größe\blender.exe`,
    'opens .blend files',
  ],
  [
    'what is registered for all, if what is registered for this account is gone',
    'blender',
    {
      files: [String.raw`F:\b\blender.exe`],
      registry: {
        [String.raw`${HKCU}\.blend`]: own('HKEY', 'blendfile'),
        ...opens(String.raw`${HKCU}\blendfile`, String.raw`E:\gone\blender-launcher.exe`),
        [String.raw`${HKLM}\blendfile\shell\open\command`]: own('HKEY', String.raw`F:\b\blender.exe "%1"`),
      },
    },
    String.raw`F:\b\blender.exe`,
    'opens .blend files',
  ],
  [
    'a Blender that is only offered for .blend files',
    'blender',
    {
      files: [String.raw`F:\b\blender.exe`],
      registry: {
        [String.raw`${HKLM}\.blend\OpenWithProgids`]: `\r\nHKEY\r\n    (Standard)    REG_SZ    (Wert nicht gesetzt)\r\n    blendfile    REG_NONE    \r\n\r\n`,
        ...opens(String.raw`${HKLM}\blendfile`, String.raw`F:\b\blender-launcher.exe`),
      },
    },
    String.raw`F:\b\blender.exe`,
    'opens .blend files',
  ],
  [
    'Program Files rather than a program that chooses among Blenders',
    'blender',
    {
      files: [String.raw`C:\L\Blender Launcher.exe`, String.raw`${PF}\Blender Foundation\Blender 4.2\blender.exe`],
      registry: {
        [String.raw`${HKCU}\.blend`]: own('HKEY', 'launcher'),
        ...opens(String.raw`${HKCU}\launcher`, String.raw`C:\L\Blender Launcher.exe`),
      },
    },
    String.raw`${PF}\Blender Foundation\Blender 4.2\blender.exe`,
    String.raw`in ${PF}\Blender Foundation`,
  ],
  [
    'the newest in Program Files',
    'blender.exe',
    {
      files: ['3.6', '4.10', '4.9'].map(
        (version) => String.raw`${PF}\Blender Foundation\Blender ${version}\blender.exe`,
      ),
    },
    String.raw`${PF}\Blender Foundation\Blender 4.10\blender.exe`,
    String.raw`in ${PF}\Blender Foundation`,
  ],
  [
    'Steam on another drive',
    'blender',
    {
      files: [String.raw`G:\Games\steamapps\common\Blender\blender.exe`],
      registry: {
        [String.raw`HKCU\Software\Valve\Steam`]:
          '\r\nHKEY_CURRENT_USER\\Software\\Valve\\Steam\r\n    Language    REG_SZ    german\r\n    SteamPath    REG_SZ    d:/steam\r\n\r\nHKEY_CURRENT_USER\\Software\\Valve\\Steam\\Apps\r\n',
      },
      texts: {
        [String.raw`d:\steam\steamapps\libraryfolders.vdf`]:
          '"libraryfolders"\n{\n\t"0"\n\t{\n\t\t"path"\t\t"D:\\\\Steam"\n\t}\n\t"1"\n\t{\n\t\t"path"\t\t"G:\\\\Games"\n\t}\n}\n',
      },
    },
    String.raw`G:\Games\steamapps\common\Blender\blender.exe`,
    'installed by Steam',
  ],
  [
    'the Microsoft Store, whose folder is on the search path, last',
    'blender',
    {
      environment: { Path: String.raw`${LOCAL}\Microsoft\WindowsApps;C:\Windows` },
      files: [
        String.raw`${LOCAL}\Microsoft\WindowsApps\blender.exe`,
        String.raw`${PF}\Blender Foundation\Blender 4.2\blender.exe`,
      ],
    },
    String.raw`${PF}\Blender Foundation\Blender 4.2\blender.exe`,
    String.raw`in ${PF}\Blender Foundation`,
  ],
  [
    'the Microsoft Store, if there is no other',
    'blender.exe',
    { files: [String.raw`${LOCAL}\Microsoft\WindowsApps\blender.exe`] },
    String.raw`${LOCAL}\Microsoft\WindowsApps\blender.exe`,
    'of the Microsoft Store',
  ],
  [
    'a portable Blender beside the worker',
    'blender',
    { files: [String.raw`D:\farm\tools\blender-4.5.1-windows-x64\blender.exe`] },
    String.raw`D:\farm\tools\blender-4.5.1-windows-x64\blender.exe`,
    String.raw`in D:\farm\tools`,
  ],
  [
    'Scoop',
    'blender',
    { files: [String.raw`C:\Users\Ann\scoop\apps\blender\current\blender.exe`] },
    String.raw`C:\Users\Ann\scoop\apps\blender\current\blender.exe`,
    'installed by Scoop',
  ],
  [
    'a path, as it is',
    'B:/blender/blender.exe',
    { files: [String.raw`B:\blender\blender.exe`, String.raw`${PF}\Blender Foundation\Blender 4.2\blender.exe`] },
    String.raw`B:\blender\blender.exe`,
    '',
  ],
  [
    'a path without its ending, in the quotes of "Copy as path"',
    String.raw`"B:\blender\blender"`,
    { files: [String.raw`B:\blender\blender.exe`] },
    String.raw`B:\blender\blender.exe`,
    '',
  ],
  [
    'Blender instead of its launcher',
    String.raw`B:\blender\blender-launcher.exe`,
    { files: [String.raw`B:\blender\blender-launcher.exe`, String.raw`B:\blender\blender.exe`] },
    String.raw`B:\blender\blender.exe`,
    '',
  ],
  [
    'FFmpeg from winget',
    'ffmpeg.exe',
    { files: [String.raw`${LOCAL}\Microsoft\WinGet\Links\ffmpeg.exe`] },
    String.raw`${LOCAL}\Microsoft\WinGet\Links\ffmpeg.exe`,
    'installed by winget',
  ],
  [
    'FFmpeg from Scoop',
    'ffmpeg',
    { files: [String.raw`C:\ProgramData\scoop\apps\ffmpeg\current\bin\ffmpeg.exe`] },
    String.raw`C:\ProgramData\scoop\apps\ffmpeg\current\bin\ffmpeg.exe`,
    'installed by Scoop',
  ],
  [
    'FFmpeg from Chocolatey',
    'ffmpeg',
    { environment: { ChocolateyInstall: String.raw`D:\choco` }, files: [String.raw`D:\choco\bin\ffmpeg.exe`] },
    String.raw`D:\choco\bin\ffmpeg.exe`,
    'installed by Chocolatey',
  ],
  [
    'the newest FFmpeg in Program Files',
    'ffmpeg',
    {
      files: ['ffmpeg-6.1', 'ffmpeg-7.0.2', 'ffmpeg'].map((each) => `${PF}\\${each}\\bin\\ffmpeg.exe`),
    },
    String.raw`${PF}\ffmpeg-7.0.2\bin\ffmpeg.exe`,
    `in ${PF}`,
  ],
  [
    'the FFmpeg beside the worker, before the search path',
    'ffmpeg.exe',
    {
      environment: { Path: String.raw`C:\f` },
      files: [String.raw`C:\f\ffmpeg.exe`, String.raw`D:\farm\tools\ffmpeg-windows.exe`],
    },
    String.raw`D:\farm\tools\ffmpeg-windows.exe`,
    String.raw`in D:\farm\tools`,
  ],
];

it.each(WINDOWS)('a program on Windows is found: %s', async (_what, name, parts, file, why) => {
  expect(await findProgram(name, aMachine('win32', parts))).toMatchObject({ kind: 'found', file, why });
});

it('the registry is asked by full paths, for text in UTF-8', () => {
  const surroundings = { platform: 'win32', environment: { SYSTEMROOT: String.raw`D:\WinNT` } } as const;
  expect(registryQuestion(surroundings, String.raw`HKCU\Software\Classes\.blend`)).toEqual({
    program: String.raw`D:\WinNT\System32\cmd.exe`,
    args: [
      '/d',
      '/s',
      '/c',
      String.raw`""D:\WinNT\System32\chcp.com" 65001 >nul & "D:\WinNT\System32\reg.exe" query "HKCU\Software\Classes\.blend""`,
    ],
  });
});

it('a file type whose name could be more than text for Windows’ shell is not asked for', async () => {
  const asked: string[] = [];
  const machine = aMachine('win32', { registry: { [String.raw`${HKCU}\.blend`]: own('HKEY', 'x" & calc.exe & "') } });
  const registry = (key: string) => {
    asked.push(key);
    return machine.registry(key);
  };
  await findProgram('blender', { ...machine, registry });
  expect(asked).toContain(String.raw`HKCU\Software\Classes\.blend`);
  expect(asked.filter((key) => key.includes('calc'))).toEqual([]);
});
