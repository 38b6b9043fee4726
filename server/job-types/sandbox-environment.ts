/** What scripts learn of the manager's machine. */
export interface SandboxEnvironment {
  platform: string;
  cwd: string;
  timeZone: string;
}

/** Node's names of operating systems that differ from those that scripts and clients know. */
const PLATFORM_NAMES: Readonly<Record<string, string>> = { win32: 'windows', sunos: 'solaris' };

/** This manager's platform, folder and time zone, each unless given. */
export function sandboxEnvironment(given: Partial<SandboxEnvironment> = {}): SandboxEnvironment {
  return {
    platform: given.platform ?? PLATFORM_NAMES[process.platform] ?? process.platform,
    cwd: given.cwd ?? process.cwd(),
    timeZone: given.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}
