import { FarmError } from '#server/domain/errors.ts';
import type { RequestFacts } from '#server/plugins/define-plugin.ts';

/** Names, IPv4, and IPv6 in brackets. It ends up in a script, so nothing else. */
const HOST = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;

/**
 * The address under which the asking machine reaches this manager, without a slash at the end; behind a proxy with TLS that of the proxy.
 * @throws FarmError bad-request when the request does not say
 */
export function managerUrlOf({ scheme, host }: Pick<RequestFacts, 'scheme' | 'host'>): string {
  if (!HOST.test(host))
    throw new FarmError('bad-request', { message: 'the request names no host that a script can be written for' });
  return `${scheme}://${host}`;
}
