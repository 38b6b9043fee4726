import path from 'node:path';

/**
 * What is at a path: something that can be run, something that cannot or may not be, nothing, or something in a folder
 * that this account may not look into.
 */
export type FileKind = 'program' | 'not-executable' | 'missing' | 'hidden';

/** What decides where programs are looked for on a machine, without looking at its disks. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A machine on which programs are looked for: this one, or in specs one with another platform. */
export interface Machine extends Surroundings {
  /** The home folder of the account. */
  readonly home: string;
  /** The folder in which somebody may put programs for this installation of the farm. */
  readonly tools: string;
  look(file: string): Promise<FileKind>;
  /** Names of what is in a folder; none if it cannot be read. */
  namesIn(folder: string): Promise<readonly string[]>;
  /** Empty if the file cannot be read. */
  textOf(file: string): Promise<string>;
  /**
   * What Windows' `reg query` prints about this key, once for each way in which its bytes can be read; nothing if there
   * is no such key.
   */
  registry(key: string): Promise<readonly string[]>;
}

/** The functions for paths of this platform. */
export function pathsOf({ platform }: Pick<Surroundings, 'platform'>): path.PlatformPath {
  return platform === 'win32' ? path.win32 : path.posix;
}

/**
 * The value of a variable; never empty. Windows does not tell upper and lower case apart in their names, and takes the
 * first in their order.
 */
export function variable({ platform, environment }: Surroundings, name: string): string | undefined {
  if (platform !== 'win32') return environment[name] || undefined;
  const wanted = name.toUpperCase();
  const key = Object.keys(environment)
    .toSorted()
    .find((each) => each.toUpperCase() === wanted && environment[each]);
  return key === undefined ? undefined : environment[key];
}

/** `%NAME%` replaced by the value of that variable, as Windows does; unknown ones stay. */
export function expanded(surroundings: Surroundings, text: string): string {
  return text.replaceAll(/%([^%]+)%/g, (whole, name: string) => variable(surroundings, name) ?? whole);
}
