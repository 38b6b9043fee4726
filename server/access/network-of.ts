import { isIPv6 } from 'node:net';

/** IPv6 groups that name a network; the rest is the choice of whoever is in it. */
const GROUPS = 4;

/** The network that an address counts for: itself in IPv4, its /64 in IPv6, where a computer has many. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [start = '', end] = (address.split('%')[0] ?? '').split('::');
  const before = start.split(':').filter((group) => group !== '');
  const after = (end ?? '').split(':').filter((group) => group !== '');
  const zeros = end === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return `${groups
    .slice(0, GROUPS)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
