import { MANAGER_DEVICE, readSsdp } from '#shared/ssdp.ts';

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/;

/**
 * The address of the manager in an answer to our search, with a slash at the end; undefined if it names none. Another
 * machine's loopback address is of no use: it would lead to whatever runs on this one.
 */
export function managerIn(datagram: string, isFromThisMachine: boolean): string | undefined {
  const message = readSsdp(datagram);
  if (!message || !/^HTTP\/1\.\d 200\b/.test(message.start)) return undefined;
  if (!message.headers.get('usn')?.toLowerCase().includes(MANAGER_DEVICE)) return undefined;
  const location = message.headers.get('location') ?? '';
  if (!URL.canParse(location)) return undefined;
  const { protocol, origin, hostname } = new URL(location);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  return LOOPBACK.test(hostname) && !isFromThisMachine ? undefined : `${origin}/`;
}
