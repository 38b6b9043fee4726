import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { clientAddress } from '#server/http/client-address.ts';

const CASES: readonly [title: string, headers: Record<string, string>, peer: string, address: string][] = [
  ['the peer, without headers', {}, '192.168.3.4', '192.168.3.4'],
  ['an IPv4 peer on an IPv6 socket, the IPv4 way', {}, '::ffff:192.168.3.4', '192.168.3.4'],
  ['an IPv6 peer', {}, 'fe80::1', 'fe80::1'],
  ['X-Real-IP before the peer', { 'x-real-ip': '10.0.0.2' }, '127.0.0.1', '10.0.0.2'],
  [
    'the first of X-Forwarded-For',
    { 'x-forwarded-for': '10.0.0.1, 10.0.0.9', 'x-real-ip': '10.0.0.2' },
    '::1',
    '10.0.0.1',
  ],
  ['no port of IPv4', { 'x-forwarded-for': '10.0.0.1:5533' }, '::1', '10.0.0.1'],
  ['no port of IPv6', { 'x-forwarded-for': '[2001:db8::1]:5533' }, '::1', '2001:db8::1'],
];

test.each(CASES)('the address of a client is %s', (_title, headers, peer, address) => {
  const request = { headers, socket: { remoteAddress: peer } } as unknown as IncomingMessage;
  expect(clientAddress(request)).toBe(address);
});
