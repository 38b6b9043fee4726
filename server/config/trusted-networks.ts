import { z } from 'zod';
import { isNetwork, NO_NETWORK, proxyList } from './trusted-proxies.ts';

/** One entry of `trusted_networks`. */
export const trustedNetworkKind = z.strictObject({
  network: z.string().refine(isNetwork, NO_NETWORK),
  role: z.enum(['wrangler', 'artist', 'viewer'], { error: 'must be wrangler, artist or viewer' }),
});
type TrustedNetwork = z.infer<typeof trustedNetworkKind>;

/**
 * The first of the networks that an address belongs to. @param networks the setting
 */
export function networkFinder(networks: readonly TrustedNetwork[]): (address: string) => TrustedNetwork | undefined {
  const lists = networks.map((entry) => ({ entry, list: proxyList([entry.network]) }));
  return (address) => lists.find(({ list }) => list.includes(address))?.entry;
}
