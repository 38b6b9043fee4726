import { type Machine, pathsOf } from './machine.ts';
import { newestFirst } from './newest-first.ts';

/** How a program was found: as it was given, on the search path, as the one that opens files, or in a usual place. */
export type FoundBy = 'path' | 'search-path' | 'file-association' | 'usual-place';

/** A file that may be the program. */
export interface Candidate {
  readonly file: string;
  readonly by: FoundBy;
  /** Why it is taken, in words that follow on its path. */
  readonly why: string;
}

/** A folder in which each version of a program has a folder of its own. */
export interface VersionFolders {
  readonly folder: string;
  /** Their names, and where the program is in each. */
  readonly names: RegExp;
  readonly file: string;
  readonly unversioned?: 'first' | 'last';
}

/** A file in one of the usual places. */
export function usual(file: string, why: string): Candidate {
  return { file, by: 'usual-place', why };
}

/** The programs in these folders, the newest version of each first. */
export async function* inVersionFolders(
  machine: Machine,
  places: readonly VersionFolders[],
): AsyncGenerator<Candidate> {
  for (const { folder, names, file, unversioned } of places) {
    const versions = (await machine.namesIn(folder)).filter((name) => names.test(name));
    for (const name of newestFirst(versions, unversioned))
      yield usual(pathsOf(machine).join(folder, name, file), `in ${folder}`);
  }
}
