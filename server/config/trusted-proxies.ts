import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

/** The proxies that are believed when they say who their clients are. */
export interface ProxyList {
  /** Whether an address, without port, belongs to one of them. */
  includes(address: string): boolean;
}

/** One entry of `trusted_proxies`: an address or a network, IPv4 or IPv6. */
export const proxyKind = z.string().superRefine((text, context) => {
  const message = complaintAbout(text);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

/** The proxies that the setting names. */
export function proxyList(entries: readonly string[]): ProxyList {
  const known = new BlockList();
  for (const { address, family, prefix } of entries.flatMap((text) => parse(text) ?? [])) {
    known.addSubnet(address, prefix, family);
  }
  // Few farms have a proxy, and this is asked for every request.
  if (known.rules.length === 0) return { includes: () => false };
  return { includes: (address) => isIP(address) !== 0 && known.check(address, familyOf(address)) };
}

/** What is said of a text that names neither an address nor a network. */
export const NO_NETWORK = 'is not an address like 10.0.0.7, or a network like 10.1.0.0/16 or fd00::/8';

/** Whether a text names an address or a network. */
export function isNetwork(text: string): boolean {
  return parse(text) !== undefined;
}

function complaintAbout(text: string): string | undefined {
  const network = parse(text);
  if (!network) return NO_NETWORK;
  if (network.prefix > 0) return undefined;
  return 'is every computer, so anybody could claim any address; name only the proxies';
}

function parse(text: string) {
  const [, address = '', digits] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  if (isIP(address) === 0) return undefined;
  const family = familyOf(address);
  const longest = family === 'ipv6' ? 128 : 32;
  const prefix = Number(digits ?? longest);
  return prefix <= longest ? { address, family, prefix } : undefined;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}
