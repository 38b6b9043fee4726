import type { Logger } from 'pino';
import { normaliseManagerUrl } from '../manager-url.ts';
import { searchHint } from '../network-hints.ts';
import { wait } from '../wait.ts';
import { askVersion } from './ask-version.ts';
import { SearchSockets } from './search-sockets.ts';

/** In milliseconds. */
export interface DiscoveryTiming {
  readonly searchEvery: number;
  readonly tellEvery: number;
  readonly giveUpAfter: number;
}
export const DISCOVERY: DiscoveryTiming = { searchEvery: 1_000, tellEvery: 15_000, giveUpAfter: 10 * 60_000 };
/** For somebody waiting at a terminal. */
export const SHORT_DISCOVERY: DiscoveryTiming = { ...DISCOVERY, giveUpAfter: 60_000 };
/** For the check of this machine, which goes on without a manager. */
export const CHECK_DISCOVERY: DiscoveryTiming = { ...DISCOVERY, giveUpAfter: 10_000 };

/** One manager among those that may answer. */
export interface WantedManager {
  /** Where it was last, if that is known; it is asked there, too. */
  readonly url: string | undefined;
  /** Whether it is the one at this address. */
  isIt(url: string, signal: AbortSignal): Promise<boolean>;
}

/**
 * Looks for a manager on all networks of this machine until something confirms that it is one. An address where nothing
 * answers is asked again each time it is announced, so addresses that lead nowhere from here do no harm.
 *
 * @param wanted the manager to look for; without it, any will do
 * @returns its address; undefined if none was found in time, or `stop` aborted.
 */
export async function discoverManager(
  logger: Logger,
  timing: DiscoveryTiming,
  stop: AbortSignal,
  wanted?: WantedManager,
): Promise<string | undefined> {
  const over = new AbortController();
  const asked = new Set<string>();
  let found: string | undefined;
  const hear = (url: string) => {
    if (asked.has(url)) return;
    asked.add(url);
    void ask(url);
  };
  const sockets = new SearchSockets(hear);
  const ask = async (url: string) => {
    const version = await askVersion(url, over.signal);
    const isWanted = version !== undefined && (await (wanted?.isIt(normaliseManagerUrl(url), over.signal) ?? true));
    asked.delete(url);
    if (!version || !isWanted || found !== undefined || over.signal.aborted) return;
    found = normaliseManagerUrl(url);
    logger.info({ managerUrl: found, managerName: version.name, managerVersion: version.version }, 'manager was found');
    over.abort();
  };

  const limit = setTimeout(() => over.abort(), timing.giveUpAfter);
  const onStop = () => over.abort();
  stop.addEventListener('abort', onStop, { once: true });
  if (stop.aborted) over.abort();
  const started = performance.now();
  let told = -Infinity;
  try {
    while (!over.signal.aborted) {
      await sockets.search();
      if (wanted?.url !== undefined) hear(`${wanted.url}/`);
      const now = performance.now();
      if (now - told >= timing.tellEvery) {
        told = now;
        const seconds = Math.round((now - started) / 1000);
        const hint = sockets.failure === undefined ? undefined : searchHint(process.platform, sockets.failure);
        logger.info({ addresses: sockets.addresses, seconds, hint }, 'looking for a manager on the network');
      }
      await wait(timing.searchEvery, over.signal);
    }
  } finally {
    clearTimeout(limit);
    stop.removeEventListener('abort', onStop);
    sockets.close();
  }
  return found;
}
