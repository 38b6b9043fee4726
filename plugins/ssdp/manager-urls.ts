import { isIP, isIPv6 } from 'node:net';

/** One of this machine's addresses, as `os.networkInterfaces()` returns it. */
export interface NetworkAddress {
  readonly address: string;
  readonly family: 'IPv4' | 'IPv6';
}
export type NetworkInterfaces = Readonly<Record<string, readonly NetworkAddress[] | undefined>>;

/** Where a manager listens. */
export interface Place {
  readonly host: string;
  readonly port: number;
  readonly scheme: 'http' | 'https';
  /** The names and addresses that its certificate is for. */
  readonly certifiedNames: readonly string[];
}

/**
 * Where workers may reach a manager that listens on `listening`, likeliest first: only that host if it is a specific
 * one, otherwise each address of the machine. Link-local IPv6 addresses are left out, as they are useless without the
 * name of an interface; loopback and link-local IPv4 addresses count only if their interface has nothing better. Of a
 * manager with a certificate, only what that is for, since workers refuse the others.
 */
export function managerUrls(listening: Place, interfaces: NetworkInterfaces): string[] {
  const { host, port, scheme } = listening;
  const hosts = isAnyAddress(host) ? Object.values(interfaces).flatMap((found) => usable(found ?? [])) : [host];
  return certified([...new Set(hosts)].toSorted(compareHosts), listening).map(
    (each) => `${scheme}://${isIPv6(each) ? `[${each}]` : each}:${port}/`,
  );
}

/** Names come first: they stay when addresses change. */
function certified(hosts: string[], { scheme, certifiedNames }: Place): string[] {
  if (scheme === 'http') return hosts;
  const names = certifiedNames.filter((name) => isIP(name) === 0 && !name.includes('*') && !isLoopback(name));
  const addresses = hosts.filter((address) => certifiedNames.includes(address));
  const fitting = [...names, ...addresses];
  return fitting.length > 0 ? fitting : hosts;
}

/** Whether only this machine itself can use the address. */
export function isLoopback(host: string): boolean {
  return host.startsWith('127.') || host === '::1' || host === '[::1]' || host === 'localhost';
}

function usable(addresses: readonly NetworkAddress[]): string[] {
  const some = addresses
    .filter(({ address }) => !isAnyAddress(address) && !isMulticast(address) && !isLinkLocalIPv6(address))
    .filter(({ address }, _, all) => !isLoopback(address) || all.every((other) => isLoopback(other.address)));
  const ipv4 = some.filter(({ family }) => family === 'IPv4');
  const onlyLinkLocal = ipv4.every(({ address }) => isLinkLocalIPv4(address));
  return some.filter(({ address }) => onlyLinkLocal || !isLinkLocalIPv4(address)).map(({ address }) => address);
}

function isAnyAddress(host: string): boolean {
  return host === '' || host === '0.0.0.0' || host === '::';
}

function isMulticast(address: string): boolean {
  return /^(22[4-9]|23\d)\./.test(address) || /^ff/i.test(address);
}

function isLinkLocalIPv4(address: string): boolean {
  return address.startsWith('169.254.');
}

function isLinkLocalIPv6(address: string): boolean {
  return /^fe[89ab]/i.test(address);
}

function compareHosts(a: string, b: string): number {
  const order = (host: string) => [Number(isLoopback(host)), Number(isIPv6(host))] as const;
  const [loopA, sixA] = order(a);
  const [loopB, sixB] = order(b);
  return loopA - loopB || sixA - sixB || a.localeCompare(b, 'en', { numeric: true });
}
