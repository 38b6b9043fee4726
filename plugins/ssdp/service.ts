import { type as systemName } from 'node:os';
import type { PluginContext } from '#server/plugins/define-plugin.ts';
import { PRODUCT_VERSION } from '#server/trpc/product-version.ts';
import { describeDevice } from './description.ts';
import { Responder } from './responder.ts';

/** Datagrams get lost, so the first announcement is repeated. */
const FIRST_ANNOUNCEMENTS_MS = [1_000, 3_000];
/** Well within the hour for which an announcement is valid. */
const ANNOUNCE_EVERY_MS = 30 * 60_000;
/** Notices that a cable was plugged in or a VPN came up. */
const LOOK_AT_INTERFACES_EVERY_MS = 15_000;

export interface Discovery {
  /** The XML that describes this manager; undefined if it cannot be discovered. */
  readonly description: string | undefined;
  stop(): Promise<void>;
}

const OFF: Discovery = { description: undefined, stop: () => Promise.resolve() };

/**
 * Lets workers find this manager, unless `autodiscoverable` is off or the manager does not listen anywhere. Rejects if
 * the port is taken.
 */
export async function startDiscovery(context: PluginContext<unknown>): Promise<Discovery> {
  const { settings, listening, logger, clock } = context;
  if (!settings.autodiscoverable || !listening) return OFF;
  const server = `${systemName()} UPnP/1.0 FlamencoNG/${PRODUCT_VERSION}`;
  const responder = await Responder.open({ listening, server, logger, now: () => clock.now() });
  responder.refresh();
  logger.info({ urls: responder.urls }, 'workers can discover this manager');
  let announcedAt = clock.now();
  const announce = async () => {
    announcedAt = clock.now();
    await responder.announce();
  };
  const first = FIRST_ANNOUNCEMENTS_MS.map((after) => setTimeout(() => void announce(), after));
  const watch = context.periodically({
    name: 'ssdp',
    // Every manager runs this, since each answers for itself.
    when: () => true,
    firstAfterMs: LOOK_AT_INTERFACES_EVERY_MS,
    everyMs: LOOK_AT_INTERFACES_EVERY_MS,
    round: async () => {
      const isNew = responder.refresh();
      if (isNew || clock.now() - announcedAt >= ANNOUNCE_EVERY_MS) await announce();
    },
  });
  return {
    get description() {
      return describeDevice(context.settingsNow().manager_name);
    },
    async stop() {
      for (const timer of first) clearTimeout(timer);
      await watch.stop();
      await responder.close();
    },
  };
}
