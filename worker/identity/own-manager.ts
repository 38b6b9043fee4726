import type { Logger } from 'pino';
import type { WantedManager } from '../discovery/discover-manager.ts';
import { ManagerClient } from '../manager-client.ts';
import { ManagerConnection } from '../manager-connection.ts';
import { TIMING } from '../timing.ts';
import type { StoredIdentity } from './known-manager.ts';
import { askerOf, judgeManager } from './known-manager.ts';
import { lookAtManager } from './look-at-manager.ts';
import { whyNotTrusted } from './why-not-trusted.ts';

/** Recognises the worker's own manager among those that answer on the network; the others are told of once each. */
export function ownManager(stored: StoredIdentity, version: string, logger: Logger): WantedManager {
  const told = new Set<string>();
  const { manager: known } = stored;
  return {
    url: known?.url,
    async isIt(url, signal) {
      const client = new ManagerClient(new ManagerConnection(url, version), TIMING);
      const seen = await lookAtManager(client, url, signal, askerOf(stored, false));
      if (!('url' in seen)) return false;
      const mistrust = whyNotTrusted(judgeManager(seen, known, false), seen, known);
      if (mistrust !== undefined && !told.has(url)) {
        told.add(url);
        logger.warn({ managerUrl: url }, mistrust);
      }
      return mistrust === undefined;
    },
  };
}
