import { isIP, isIPv6 } from 'node:net';

/** Where the HTTP server listens. An empty host means every address of the machine. */
export interface ListenAddress {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
}

/** Parses `host:port`, `:port` or `[IPv6]:port`; undefined if the text is none of these. */
export function parseListenAddress(text: string): ListenAddress | undefined {
  const [, bracketed, plain = '', digits] = /^(?:\[([^\]]+)\]|([^:[\]\s/]*)):(\d{1,5})$/.exec(text.trim()) ?? [];
  if (digits === undefined || Number(digits) > 65_535) return undefined;
  if (bracketed !== undefined && !isIPv6(bracketed)) return undefined;
  return { host: bracketed ?? plain, port: Number(digits) };
}

/** Where the manager listens, and what it speaks there. */
export interface Listening extends ListenAddress {
  readonly scheme: 'http' | 'https';
  /** The names and addresses that its certificate is for, in lower case; none for HTTP. */
  readonly certifiedNames: readonly string[];
}

/** The address at which a browser on this machine reaches whoever listens there. */
export function localUrl({
  host,
  port,
  scheme = 'http',
  certifiedNames = [],
}: ListenAddress & Partial<Listening>): string {
  const reached = isAnyAddress(host) ? '127.0.0.1' : host;
  if (scheme === 'http' || certifiedNames.includes(reached)) return urlOf(scheme, reached, port);
  return urlOf(scheme, nameAmong(certifiedNames) ?? reached, port);
}

/** Whether it means every address of the machine. */
function isAnyAddress(host: string): boolean {
  return host === '' || host === '::' || host === '0.0.0.0';
}

/** The first of these names that leads somewhere: not an address, and not one like `*.farm.studio`. */
function nameAmong(certifiedNames: readonly string[]): string | undefined {
  return certifiedNames.find((name) => isIP(name) === 0 && !name.includes('*'));
}

/** The address of a host, without a slash at the end. */
export function urlOf(scheme: 'http' | 'https', host: string, port: number): string {
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
