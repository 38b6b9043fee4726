import type { Machine } from '#system/programs/machine.ts';
import { pathsOf } from '#system/programs/machine.ts';

export interface MachineParts {
  readonly environment?: Readonly<Record<string, string>>;
  /** Programs that are there. */
  readonly files?: readonly string[];
  /** Files that this account may not run. */
  readonly locked?: readonly string[];
  /** What `reg query` prints, by key. */
  readonly registry?: Readonly<Record<string, string>>;
  readonly texts?: Readonly<Record<string, string>>;
}

const HOMES: Partial<Record<NodeJS.Platform, string>> = {
  win32: String.raw`C:\Users\Ann`,
  darwin: '/Users/ann',
  linux: '/home/ann',
};
const WINDOWS = {
  Path: String.raw`C:\Windows\system32;C:\Windows`,
  PATHEXT: '.COM;.EXE;.BAT;.CMD;.VBS',
  ProgramFiles: String.raw`C:\Program Files`,
  'ProgramFiles(x86)': String.raw`C:\Program Files (x86)`,
  ProgramData: String.raw`C:\ProgramData`,
  LOCALAPPDATA: String.raw`C:\Users\Ann\AppData\Local`,
  USERPROFILE: String.raw`C:\Users\Ann`,
};

/** A machine with this platform and nothing but these programs on its disks. */
export function aMachine(platform: 'win32' | 'darwin' | 'linux', parts: MachineParts = {}): Machine {
  const { files = [], locked = [], registry = {}, texts = {} } = parts;
  const isWindows = platform === 'win32';
  const environment = isWindows
    ? { ...WINDOWS, ...parts.environment }
    : { PATH: '/usr/bin:/bin', ...parts.environment };
  const paths = pathsOf({ platform });
  const has = (all: readonly string[], file: string) =>
    all.some((each) => (isWindows ? each.toLowerCase() === file.toLowerCase() : each === file));
  return {
    platform,
    environment,
    home: HOMES[platform] ?? '/',
    tools: isWindows ? String.raw`D:\farm\tools` : '/farm/tools',
    look: (file) => Promise.resolve(has(files, file) ? 'program' : has(locked, file) ? 'not-executable' : 'missing'),
    namesIn: (folder) => {
      const below = files.filter((file) => file.startsWith(folder + paths.sep));
      return Promise.resolve([
        ...new Set(below.map((file) => file.slice(folder.length + 1).split(paths.sep)[0] ?? '')),
      ]);
    },
    textOf: (file) => Promise.resolve(texts[file] ?? ''),
    registry: (key) => Promise.resolve(registry[key] === undefined ? [] : [registry[key]]),
  };
}
