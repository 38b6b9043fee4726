import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { RequestFacts } from '../access/request-facts.ts';
import type { HostList } from '../config/host-names.ts';
import { FarmError } from '../domain/errors.ts';
import { isDevelopmentPage } from './development-page.ts';
import { isBrowser } from './is-browser.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
const OURS = new Set(['same-origin', 'none']);

/** What a request is judged by. */
export interface ForeignRules {
  readonly hosts: HostList;
  /** Whether pages of the development web server on this machine count as ours. */
  readonly development: boolean;
}

/**
 * Refuses what a page of somebody else makes a browser send. Programs that are no browsers pass, by whatever name they
 * know the manager.
 * @throws FarmError misdirected (421) for a host that is not ours: a name that leads to us for a moment would make any
 *   page one of ours; not-allowed (403) for a change, or a question to the API, that comes from another page
 */
export function refuseForeign(request: IncomingMessage, facts: RequestFacts, rules: ForeignRules): void {
  const { headers, method = '' } = request;
  if (!isBrowser(headers)) return;
  refuseForeignHost(facts, rules.hosts);
  const { origin } = headers;
  if (rules.development && isDevelopmentPage(origin, facts.host)) return;
  if (READING.has(method) && (isVisit(headers) || !facts.path.startsWith('/api/'))) return;
  const site = headers['sec-fetch-site'];
  const isOurs = site === undefined ? isOwnOrigin(origin, facts, rules.hosts) : OURS.has(String(site));
  if (!isOurs) throw foreignPage(origin, facts.host);
}

/**
 * For the few requests that only read, and yet have an effect.
 * @throws FarmError not-allowed (403) unless it is certain that no other page made a browser send it
 */
export function refuseUncertain({ headers }: IncomingMessage, { host }: Pick<RequestFacts, 'host'>): void {
  if (!isBrowser(headers)) return;
  const site = headers['sec-fetch-site'];
  if (site === undefined ? hostOf(headers.referer) === host.toLowerCase() : OURS.has(String(site))) return;
  throw foreignPage(headers.origin, host);
}

/** A certificate has proved the name already if a browser came by HTTPS, through a proxy that we trust. */
function refuseForeignHost({ scheme, host }: RequestFacts, hosts: HostList): void {
  if (scheme === 'https' || hosts.includes(host)) return;
  const name = host.replace(/:\d*$/, '');
  throw new FarmError('misdirected', {
    message: `this server does not go by the name "${name}"; if it should, add it to "host_names" in the configuration, or use the address of the machine`,
    details: { host },
  });
}

/** Somebody opens an address, or follows a link: the answer is only shown. */
function isVisit(headers: IncomingHttpHeaders): boolean {
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}

/**
 * Browsers name the page that sends a change. A proxy that does not pass on the host makes it differ from ours; then
 * the settings have to know the name. Another port is somebody else's.
 */
function isOwnOrigin(origin: string | undefined, { host }: RequestFacts, hosts: HostList): boolean {
  if (origin === undefined) return true;
  const from = hostOf(origin);
  return from !== undefined && (from === host.toLowerCase() || (!from.includes(':') && hosts.names(from)));
}

/** With the port, unless it is the usual one. */
function hostOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).host : undefined;
}

function foreignPage(origin: string | undefined, host: string): FarmError {
  const from = origin === undefined || origin === 'null' ? 'another web page' : `a page of ${origin}`;
  return new FarmError('not-allowed', {
    message: `this came from ${from}, and was sent to ${host}; only the manager's own pages and programs may ask for it. If that page is ours, the proxy in front has to pass on "Host" with its port`,
  });
}
