import { pathsOf, type Surroundings, variable } from './machine.ts';

/** `Program Files` of this and of other architectures, and the account's own, without those that are not set. */
export function programFiles(surroundings: Surroundings): string[] {
  const paths = pathsOf(surroundings);
  const shared = ['ProgramW6432', 'ProgramFiles', 'ProgramFiles(x86)'].map((name) => variable(surroundings, name));
  const local = variable(surroundings, 'LOCALAPPDATA');
  const folders = [...shared, local && paths.join(local, 'Programs')];
  return [...new Set(folders.flatMap((folder) => folder ?? []))];
}

/** Where Scoop keeps programs, of this account and of all. */
export function scoopFolders(surroundings: Surroundings): string[] {
  const paths = pathsOf(surroundings);
  const home = variable(surroundings, 'USERPROFILE');
  const data = variable(surroundings, 'ProgramData');
  const own = variable(surroundings, 'SCOOP') ?? (home && paths.join(home, 'scoop'));
  const shared = variable(surroundings, 'SCOOP_GLOBAL') ?? (data && paths.join(data, 'scoop'));
  return [own, shared].flatMap((folder) => folder ?? []);
}
