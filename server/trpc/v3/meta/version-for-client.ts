import { flamencoAddOnVersion } from '../flamenco-add-on.ts';

/** The Flamenco 3 add-ons that this manager serves just as their own manager does, by minor version. */
const FIRST_MINOR = 6;
const LAST_MINOR = 9;

/**
 * The version that a client compares with its own. Unless the two are equal, the Flamenco add-on refuses to submit
 * until the artist presses "Force Submit". So an add-on that we are compatible with (3.6 to 3.9) gets its own version
 * back.
 */
export function versionForClient(ours: string, userAgent: string): string {
  const version = flamencoAddOnVersion(userAgent);
  const minor = Number(/^3\.(\d+)/.exec(version ?? '')?.[1]);
  return version !== undefined && minor >= FIRST_MINOR && minor <= LAST_MINOR ? version : ours;
}
