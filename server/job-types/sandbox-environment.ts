/** What scripts learn about the manager's machine. */
export interface SandboxEnvironment {
  platform: string;
  cwd: string;
  timeZone: string;
}

/** Node's names of operating systems, where scripts and clients know them by another one. */
const PLATFORM_NAMES: Readonly<Record<string, string>> = { win32: 'windows', sunos: 'solaris' };

/** The platform, folder and time zone of this manager, unless given. */
export function sandboxEnvironment(given: Partial<SandboxEnvironment> = {}): SandboxEnvironment {
  return {
    platform: given.platform ?? PLATFORM_NAMES[process.platform] ?? process.platform,
    cwd: given.cwd ?? process.cwd(),
    timeZone: given.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}
