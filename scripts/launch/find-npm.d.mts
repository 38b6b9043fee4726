/** Where npm is looked for. */
export interface Surroundings {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The Node that runs. */
  readonly execPath: string;
  /** Whether there is such a file; the disk is asked unless given. */
  readonly exists?: (path: string) => boolean;
}

/** The script of npm: the one that started us, or one that is installed with this Node or on the search path. */
export function findNpm(surroundings: Surroundings): string | undefined;
