import { FarmError } from '#server/domain/errors.ts';
import type { RequestFacts } from '#server/plugins/define-plugin.ts';

/** Host names, IPv4, and IPv6 in brackets. Nothing else, because it ends up in a script. */
const HOST = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;

/**
 * The address at which the requesting machine reaches this manager, without a slash at the end; behind a TLS proxy, the
 * proxy's address.
 * @throws FarmError bad-request if the request does not say
 */
export function managerUrlOf({ scheme, host }: Pick<RequestFacts, 'scheme' | 'host'>): string {
  if (!HOST.test(host))
    throw new FarmError('bad-request', {
      message: 'the request does not name a host that a script can be written for',
    });
  return `${scheme}://${host}`;
}

/**
 * The same, from what the address line of a browser shows.
 * @throws FarmError bad-request if it is not an address that a script can be written for
 */
export function originOf(url: string): string {
  const [, scheme, host = ''] = /^(https?):\/\/([^/]*)$/.exec(url) ?? [];
  return managerUrlOf({ scheme: scheme === 'https' ? 'https' : 'http', host });
}
