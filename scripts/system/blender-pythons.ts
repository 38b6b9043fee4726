import { readdirSync } from 'node:fs';
import { posix, win32 } from 'node:path';

/** The machine on which Blender's Python is looked for. */
export interface Place {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The names in a folder, none if there is no such folder; the disk is asked unless given. */
  readonly list?: (folder: string) => readonly string[];
}

/**
 * The Pythons that Blender brings along, the newest first, where its installers for Windows and macOS put it. Most
 * artists' machines have no other. Blender on Linux often uses the system's, which is on the search path.
 */
export function blenderPythons({ platform, env, list = namesIn }: Place): string[] {
  if (platform === 'win32') return onWindows(env, list);
  return platform === 'darwin' ? onMac(env, list) : [];
}

function onWindows(env: Place['env'], list: (folder: string) => readonly string[]): string[] {
  const programs = new Set([env['ProgramFiles'], env['ProgramW6432']].filter((folder) => folder !== undefined));
  return [...programs].flatMap((folder) => {
    const home = win32.join(folder, 'Blender Foundation');
    return newestFirst(list(home)).flatMap((blender) =>
      newestFirst(list(win32.join(home, blender)).filter(isVersion)).map((version) =>
        win32.join(home, blender, version, 'python', 'bin', 'python.exe'),
      ),
    );
  });
}

function onMac(env: Place['env'], list: (folder: string) => readonly string[]): string[] {
  const folders = ['/Applications', ...(env['HOME'] === undefined ? [] : [posix.join(env['HOME'], 'Applications')])];
  return folders.flatMap((folder) =>
    newestFirst(list(folder).filter((name) => /^Blender.*\.app$/.test(name))).flatMap((app) => {
      const resources = posix.join(folder, app, 'Contents', 'Resources');
      return newestFirst(list(resources).filter(isVersion)).flatMap((version) => {
        const programs = posix.join(resources, version, 'python', 'bin');
        return list(programs)
          .filter((name) => /^python3\.\d+$/.test(name))
          .map((name) => posix.join(programs, name));
      });
    }),
  );
}

const isVersion = (name: string) => /^\d+\.\d+$/.test(name);

function newestFirst(names: readonly string[]): string[] {
  return names.toSorted((one, other) => other.localeCompare(one, 'en', { numeric: true }));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
