import type { IncomingMessage } from 'node:http';

/**
 * The address of the computer that asks, without port: the first entry of X-Forwarded-For, else X-Real-IP, else the peer's. An IPv4 address that arrived over an IPv6 socket is written the IPv4 way.
 */
export function clientAddress(request: IncomingMessage): string {
  const forwarded = headerText(request, 'x-forwarded-for').split(',')[0]?.trim() ?? '';
  const address = forwarded || headerText(request, 'x-real-ip').trim() || (request.socket.remoteAddress ?? '');
  return withoutPort(address).replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}

function headerText(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : (value ?? '');
}

function withoutPort(address: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(address);
  if (bracketed) return bracketed[1] ?? '';
  return address.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
}
