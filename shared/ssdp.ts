/*
 * How workers find a manager: SSDP, the discovery of UPnP. All values are Flamenco 3's, so that either side may be
 * Flamenco 3's program.
 */
export const SSDP_GROUP = '239.255.255.250';
export const SSDP_PORT = 1900;
export const MANAGER_SERVICE = 'urn:flamenco:manager:0';
/** The same for every manager: it names the kind of device. */
export const MANAGER_DEVICE = 'uuid:aa80bc5f-d0af-46b8-8630-23bd7e80ec4d';
export const MANAGER_USN = `${MANAGER_DEVICE}::${MANAGER_SERVICE}`;
/** Where the manager describes itself. */
export const DESCRIPTION_PATH = '/upnp/description.xml';
/** How many times routers may pass a search on to the next network. */
export const SSDP_TTL = 4;

export interface SsdpMessage {
  /** `M-SEARCH * HTTP/1.1`, `HTTP/1.1 200 OK`, … */
  readonly start: string;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

/** The text of a message. */
export function writeSsdp(start: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [start, ...lines, '', ''].join('\r\n');
}

/** The message in a datagram, read as tolerantly as devices on a network require; undefined if it is not SSDP. */
export function readSsdp(datagram: string): SsdpMessage | undefined {
  const [start = '', ...lines] = datagram.split(/\r?\n/);
  if (!/HTTP\/1\.\d/.test(start)) return undefined;
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { start: start.trim(), headers };
}
