import { pathsOf, type Surroundings, variable } from './machine.ts';

/** Where programs are that people install, but services often do not have on their search path. */
const ALSO: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['/opt/homebrew/bin', '/usr/local/bin', '/opt/local/bin'],
  linux: ['/usr/local/bin', '/snap/bin'],
};
/** What the system's own search falls back on. */
const WITHOUT_PATH = '/usr/bin:/bin';
const WITHOUT_PATHEXT = '.COM;.EXE;.BAT;.CMD';
/** Stand-ins for programs of the Microsoft Store, some of which only open the Store. */
const STORE = /[\\/]Microsoft[\\/]WindowsApps[\\/]?$/i;

/**
 * The folders of the search path, in order. The current folder is never one of them: relative entries would mean
 * another folder for each program that looks, and anybody may have put something there.
 */
export function searchFolders(surroundings: Surroundings): string[] {
  const { platform } = surroundings;
  const text = variable(surroundings, 'PATH') ?? (platform === 'win32' ? '' : WITHOUT_PATH);
  const own = foldersIn(surroundings, text).filter((folder) => !(platform === 'win32' && isOfStore(folder)));
  return [...new Set([...own, ...(ALSO[platform] ?? [])])];
}

/** The absolute folders in the text of a search path. Windows allows quotes around each. */
export function foldersIn({ platform }: Pick<Surroundings, 'platform'>, text: string): string[] {
  if (platform !== 'win32') return text.split(':').filter((folder) => folder.startsWith('/'));
  return text
    .split(';')
    .map((folder) => folder.trim().replaceAll('"', ''))
    .filter((folder) => /^([a-z]:[\\/]|[\\/]{2})/i.test(folder));
}

/** Whether Windows keeps the stand-ins for programs of the Microsoft Store there; they come last. */
export function isOfStore(folder: string): boolean {
  return STORE.test(folder);
}

/** Where Windows keeps the stand-ins for programs of the Microsoft Store. */
export function storeFolder(surroundings: Surroundings): string | undefined {
  const local = surroundings.platform === 'win32' ? variable(surroundings, 'LOCALAPPDATA') : undefined;
  return local && pathsOf(surroundings).join(local, 'Microsoft', 'WindowsApps');
}

/** The files that may be meant by a path or name: Windows adds the endings that it knows. */
export function withEndings(surroundings: Surroundings, file: string): string[] {
  if (surroundings.platform !== 'win32') return [file];
  const endings = (variable(surroundings, 'PATHEXT') ?? WITHOUT_PATHEXT).split(';').filter((each) => each !== '');
  const longer = endings.map((ending) => file + ending.toLowerCase());
  return pathsOf(surroundings).extname(file) === '' ? longer : [file, ...longer];
}

/** The files in these folders that a name may mean, in order. */
export function inFolders(surroundings: Surroundings, folders: readonly string[], name: string): string[] {
  const paths = pathsOf(surroundings);
  return folders.flatMap((folder) => withEndings(surroundings, paths.join(folder, name)));
}
