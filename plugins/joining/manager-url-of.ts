import type { IncomingMessage } from 'node:http';
import { FarmError } from '#server/domain/errors.ts';

/** Names, IPv4, and IPv6 in brackets. It ends up in a script, so nothing else. */
const HOST = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;

/**
 * The address under which the asking machine reaches this manager, without a slash at the end; behind a proxy with TLS that of the proxy.
 * @throws FarmError bad-request when the request does not say
 */
export function managerUrlOf(request: Pick<IncomingMessage, 'headers'>): string {
  const { host = '' } = request.headers;
  if (!HOST.test(host))
    throw new FarmError('bad-request', { message: 'the Host header names no host that a script can be written for' });
  const scheme = request.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  return `${scheme}://${host}`;
}
