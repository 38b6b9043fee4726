import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { RequestFacts } from '../access/request-facts.ts';
import type { ProxyList } from '../config/trusted-proxies.ts';

/** The parts of a request that are read here. */
interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders?: readonly string[];
  /** `encrypted` is there if the connection is one with TLS. */
  readonly socket: { readonly remoteAddress?: string; readonly encrypted?: boolean };
}

/**
 * The address that a request comes from, and the address that it was sent to. Headers about this count only if they
 * come from one of the `proxies`; otherwise they are removed from the request, so that nothing behind the server
 * believes them either.
 */
export function forwarded(
  { headers, socket }: Received,
  proxies: ProxyList,
): Pick<RequestFacts, 'remoteAddress' | 'scheme' | 'host'> & { readonly ignored: boolean } {
  const peer = plainAddress(socket.remoteAddress ?? '');
  const { host = '' } = headers;
  const scheme = socket.encrypted === true ? 'https' : 'http';
  if (!proxies.includes(peer)) return { remoteAddress: peer, scheme, host, ignored: takeOut(headers) };
  return {
    remoteAddress: clientOf(headers, peer, proxies),
    scheme: schemeOf(lastOf(headers['x-forwarded-proto'])) ?? scheme,
    host: lastOf(headers['x-forwarded-host']) ?? host,
    ignored: false,
  };
}

/**
 * What a trusted proxy says in this header about who somebody is, once for each time that it was sent; undefined if
 * nobody who is believed sent it. It is removed from the request in any case.
 */
export function namesFromProxy(
  { headers, rawHeaders = [], socket }: Received,
  proxies: ProxyList,
  header: string,
): readonly string[] | undefined {
  const name = header.toLowerCase();
  if (name === '' || headers[name] === undefined) return undefined;
  delete headers[name];
  if (!proxies.includes(plainAddress(socket.remoteAddress ?? ''))) return undefined;
  return rawHeaders.filter((_value, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}

/**
 * Each proxy appends the address that it was called from. Read backwards, the first address that is not a proxy is the
 * client; anything before it may have been made up by the client. Something that is not an address ends the search, and
 * the last address found counts.
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

/** True if there was anything to remove. */
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

/** What the proxy nearest to the manager says. */
function lastOf(value: string | string[] | undefined): string | undefined {
  return entriesOf(value).at(-1) || undefined;
}

function schemeOf(text: string | undefined): 'http' | 'https' | undefined {
  return text === 'http' || text === 'https' ? text : undefined;
}

/** The address without port and brackets. An IPv4 address that arrived over an IPv6 socket is written as IPv4. */
export function plainAddress(text: string): string {
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(text) ?? [];
  const address = bracketed ?? text.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
