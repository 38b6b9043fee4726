import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pathMistake } from '#shared/path-mistake.ts';

const POSTGRESQL = /^postgres(ql)?:\/\//;

/**
 * Why the text does not name a database; undefined if it does. Never repeats the text, which may contain a password.
 */
export function databaseComplaint(text: string, platform = process.platform): string | undefined {
  if (text.trim() === '') return 'is empty; name an SQLite file like flamenco-manager.sqlite';
  if (!POSTGRESQL.test(text.trim())) return pathMistake(text.trim().replace(/^file:/, ''), platform);
  const address = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (address && address.pathname.length > 1) return undefined;
  return 'is not an address like postgres://user:password@host:5432/name';
}

/**
 * The database to open: a `postgres://` address as it is, or else the absolute path of an SQLite file; relative paths
 * start at the home folder. `file:` addresses work as well; their options are ignored.
 */
export function databaseLocation(text: string, home: string): string {
  const location = text.trim();
  if (POSTGRESQL.test(location)) return location;
  if (location.startsWith('file://')) return fileURLToPath(location.replace(/[?#].*$/, ''));
  if (location.startsWith('file:'))
    return resolve(home, decodeURIComponent(location.slice('file:'.length).replace(/\?.*$/, '')));
  return resolve(home, location);
}
