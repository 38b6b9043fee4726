/** What npm writes about a package into its lock file, and into its record of what it has installed. */
export interface LockedPackage {
  readonly version?: string;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly peer?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
}

/** The machine, as the Node that will run knows it. */
export interface Target {
  readonly platform: string;
  readonly arch: string;
}

/** Whether these packages are what the lock file asks for on this machine. */
export function packagesMatch(
  wanted: Readonly<Record<string, LockedPackage>>,
  there: Readonly<Record<string, LockedPackage>>,
  machine: Target,
): boolean;

/** Whether a running program holds one of our native parts. `open` throws if a file cannot be opened for writing. */
export function packagesAreInUse(root: string, open?: (path: string) => void): boolean;
