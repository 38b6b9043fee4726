import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { RequestFacts } from '../access/request-facts.ts';
import type { ProxyList } from '../config/trusted-proxies.ts';

/** What is read of a request. */
interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string };
}

/**
 * Who asks from where, and where they ask. What headers say of it counts only when they come from one of the
 * `proxies`; from anybody else they are taken out of the request, so that nobody behind the server believes them
 * either.
 */
export function forwarded(
  { headers, socket }: Received,
  proxies: ProxyList,
): Pick<RequestFacts, 'remoteAddress' | 'scheme' | 'host'> & { readonly ignored: boolean } {
  const peer = plainAddress(socket.remoteAddress ?? '');
  const { host = '' } = headers;
  if (!proxies.includes(peer)) return { remoteAddress: peer, scheme: 'http', host, ignored: takeOut(headers) };
  return {
    remoteAddress: clientOf(headers, peer, proxies),
    scheme: lastOf(headers['x-forwarded-proto']) === 'https' ? 'https' : 'http',
    host: lastOf(headers['x-forwarded-host']) ?? host,
    ignored: false,
  };
}

/**
 * Each proxy adds at the end where it was asked from. Read from there, the first that is no proxy is the client;
 * whatever stands before it, the client may have written itself. What is no address ends the search: the last one
 * known counts.
 */
function clientOf(headers: IncomingHttpHeaders, peer: string, proxies: ProxyList): string {
  const hops = entriesOf(headers['x-forwarded-for'] ?? headers['x-real-ip']).toReversed();
  let client = peer;
  for (const hop of hops) {
    const address = plainAddress(hop);
    if (isIP(address) === 0) break;
    client = address;
    if (!proxies.includes(address)) break;
  }
  return client;
}

/** True when there was something to be taken out. */
function takeOut(headers: IncomingHttpHeaders): boolean {
  const names = Object.keys(headers).filter(
    (name) => name.startsWith('x-forwarded-') || name === 'x-real-ip' || name === 'forwarded',
  );
  for (const name of names) delete headers[name];
  return names.length > 0;
}

function entriesOf(value: string | string[] | undefined): string[] {
  return String(value ?? '')
    .split(',')
    .map((entry) => entry.trim());
}

/** The word of the proxy that is nearest to the manager. */
function lastOf(value: string | string[] | undefined): string | undefined {
  return entriesOf(value).at(-1) || undefined;
}

/** Without port and brackets; an IPv4 address that arrived over an IPv6 socket the IPv4 way. */
function plainAddress(text: string): string {
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(text) ?? [];
  const address = bracketed ?? text.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
