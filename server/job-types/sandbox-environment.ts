import { realpathSync } from 'node:fs';

/** What scripts learn about the manager's machine. */
export interface SandboxEnvironment {
  platform: string;
  cwd: string;
  /** IANA name; empty if only the machine itself knows, in the file that TZ names or in `/etc/localtime`. */
  timeZone: string;
}

/** Node's names of operating systems, where scripts and clients know them by another one. */
const PLATFORM_NAMES: Readonly<Record<string, string>> = { win32: 'windows', sunos: 'solaris' };

/** The platform, folder and time zone of this manager, unless given. */
export function sandboxEnvironment(given: Partial<SandboxEnvironment> = {}): SandboxEnvironment {
  return {
    platform: given.platform ?? PLATFORM_NAMES[process.platform] ?? process.platform,
    cwd: given.cwd ?? process.cwd(),
    timeZone: given.timeZone ?? timeZoneOf(process.env['TZ']),
  };
}

/**
 * The zone of a process with this TZ. Node does not know the name of a zone that is given by its file, such as
 * `:/usr/share/zoneinfo/Europe/Berlin`, and would ignore its summer time.
 */
export function timeZoneOf(tz: string | undefined): string {
  const file = /^:?(\/.*)$/.exec(tz ?? '')?.[1];
  const named = file === undefined ? Intl.DateTimeFormat().resolvedOptions().timeZone : zoneOfFile(file);
  return isTimeZone(named) ? named : '';
}

function zoneOfFile(file: string): string | undefined {
  try {
    return /\/zoneinfo(?:\/(?:posix|right))?\/(.+)$/.exec(realpathSync(file))?.[1];
  } catch {
    return undefined;
  }
}

function isTimeZone(name: string | undefined): name is string {
  try {
    return name !== undefined && name !== '' && new Intl.DateTimeFormat('en', { timeZone: name }).format() !== '';
  } catch {
    return false;
  }
}
