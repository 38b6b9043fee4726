import type { Shaman } from '#server/contracts/shaman.ts';
import type { PluginContext } from '#server/plugins/define-plugin.ts';
import { type Collection, collectGarbage } from './collect-garbage.ts';
import { createShaman } from './shaman.ts';

const FIRST_COLLECTION_MS = 30_000;

export interface ShamanService {
  /** Undefined while Shaman is switched off, or no shared storage is configured yet. */
  readonly shaman: Shaman | undefined;
  /** Removes the checkout of a job that is deleted, if it has one. */
  removeCheckout(path: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the service and its collector as the configuration's `shaman:` says. */
export function startShaman(context: PluginContext<unknown>): ShamanService {
  const { paths, settings, clock, logger } = context;
  if (!settings.shaman.enabled || paths.sharedStorage === '') {
    return { shaman: undefined, removeCheckout: () => Promise.resolve(), stop: () => Promise.resolve() };
  }
  const folders = { store: paths.shamanFileStore, checkouts: paths.shamanCheckouts };
  const shaman = createShaman(folders);
  const { period, maxAge } = settings.shaman.garbageCollect;
  const collect = async (): Promise<Collection> => {
    const collection = await collectGarbage({ ...folders, touchedBefore: clock.now() - maxAge, dryRun: false });
    if (collection.removed > 0) logger.info({ ...collection }, 'unused files collected');
    return collection;
  };
  const collector =
    period > 0
      ? context.periodically({ name: 'shaman', firstAfterMs: FIRST_COLLECTION_MS, everyMs: period, round: collect })
      : undefined;
  return {
    shaman,
    removeCheckout: (path) => shaman.removeCheckout(path),
    stop: async () => collector?.stop(),
  };
}
