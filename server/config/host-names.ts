import { hostname } from 'node:os';
import { isIP } from 'node:net';
import { z } from 'zod';

/** The names by which browsers may reach the manager. */
export interface HostList {
  /** @param host as in a `Host` header, with or without port */
  includes(host: string): boolean;
  /** Whether a setting names it; addresses and names that every machine has do not count. */
  names(host: string): boolean;
}

const LABEL = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const NAME = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);

/** One entry of `host_names`: a name, or `*.` and the end of names. */
export const hostNameKind = z
  .string()
  .refine(
    (text) => NAME.test(tidy(text.replace(/^\*\./, ''))),
    'is not a name like farm.studio or *.farm.studio, without "http://" and port',
  );

/**
 * @param hostNames the setting
 * @param managerName the farm's name, which counts if it could be the name of a host
 */
export function hostList(hostNames: readonly string[], managerName = ''): HostList {
  const tidied = [...hostNames, ...(NAME.test(tidy(managerName)) ? [managerName] : [])].map(tidy);
  const named = new Set(tidied.filter((name) => !name.startsWith('*.')));
  const ends = tidied.filter((name) => name.startsWith('*.')).map((name) => name.slice(1));
  const own = new Set(ownNames());
  const names = (host: string) => {
    const name = nameIn(host);
    return named.has(name) || (NAME.test(name) && ends.some((end) => name.endsWith(end)));
  };
  return {
    names,
    includes: (host) => {
      const name = nameIn(host);
      return isAddress(name) || own.has(name) || name.endsWith('.localhost') || names(host);
    },
  };
}

/** What a machine is called without being told: by itself, and by its network with the help of mDNS. */
function ownNames(): string[] {
  const whole = tidy(hostname());
  const short = whole.split('.')[0] ?? '';
  return ['localhost', whole, short, `${short}.local`].filter((name) => NAME.test(name));
}

/** Without the port. */
function nameIn(host: string): string {
  return tidy(host.replace(/:\d*$/, ''));
}

function isAddress(name: string): boolean {
  return isIP(name) === 4 || (name.startsWith('[') && isIP(name.slice(1, -1)) === 6);
}

function tidy(name: string): string {
  return name.trim().toLowerCase().replace(/\.$/, '');
}
