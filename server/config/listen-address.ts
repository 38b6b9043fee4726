import { isIPv6 } from 'node:net';

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

/** The address at which a browser on this machine reaches whoever listens there. */
export function localUrl({ host, port }: ListenAddress): string {
  if (host === '' || host === '::' || host === '0.0.0.0') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
