import {
  DESCRIPTION_PATH,
  MANAGER_SERVICE,
  MANAGER_USN,
  SSDP_GROUP,
  SSDP_PORT,
  type SsdpMessage,
  writeSsdp,
} from '#shared/ssdp.ts';

const MAX_AGE_SECONDS = 3600;
/** Longer delays are cut to this, as the standard requires. */
const LONGEST_DELAY_SECONDS = 5;

/** A search that this manager answers. */
export interface Search {
  /** Answers should be sent at a random moment within this time, so that they do not all arrive at once. */
  readonly delaySeconds: number;
}

/** The search in the message, if it looks for managers or for everything; undefined otherwise. */
export function searchForManagers({ start, headers }: SsdpMessage): Search | undefined {
  if (!start.startsWith('M-SEARCH * ') || headers.get('man')?.replaceAll('"', '') !== 'ssdp:discover') return undefined;
  const target = headers.get('st');
  const delay = Number(headers.get('mx'));
  if (!Number.isFinite(delay) || delay < 0 || !headers.has('mx')) return undefined;
  if (target !== MANAGER_SERVICE && target !== 'ssdp:all') return undefined;
  return { delaySeconds: Math.min(delay, LONGEST_DELAY_SECONDS) };
}

/** The answer to a search: here is a manager. `url` ends in a slash. */
export function found(url: string, server: string, now: number): string {
  return writeSsdp('HTTP/1.1 200 OK', {
    'CACHE-CONTROL': `max-age=${MAX_AGE_SECONDS}`,
    DATE: new Date(now).toUTCString(),
    EXT: '',
    LOCATION: locationOf(url),
    SERVER: server,
    ST: MANAGER_SERVICE,
    USN: MANAGER_USN,
  });
}

/** The announcement to everybody who listens: there is a manager. */
export function alive(url: string, server: string): string {
  return writeSsdp('NOTIFY * HTTP/1.1', {
    HOST: `${SSDP_GROUP}:${SSDP_PORT}`,
    'CACHE-CONTROL': `max-age=${MAX_AGE_SECONDS}`,
    LOCATION: locationOf(url),
    NT: MANAGER_SERVICE,
    NTS: 'ssdp:alive',
    SERVER: server,
    USN: MANAGER_USN,
  });
}

function locationOf(url: string): string {
  return new URL(DESCRIPTION_PATH, url).href;
}
