import { mkdir } from 'node:fs/promises';
import type { Shaman } from './contract.ts';
import type { PluginContext } from '#server/plugins/define-plugin.ts';
import type { CheckoutMode, Config } from './config.ts';
import { createShaman, type ShamanFolders } from './shaman.ts';
import { type Collection, collectGarbage } from './store/collect-garbage.ts';
import { removeStaleUploads } from './store/remove-stale-uploads.ts';

const FIRST_COLLECTION_MS = 30_000;
const STALE_UPLOADS_EVERY_MS = 60 * 60_000;

export interface ShamanService {
  /** Undefined if Shaman is switched off, or no shared storage is configured yet. */
  readonly shaman: Shaman | undefined;
  stop(): Promise<void>;
}

/** What the service needs, in the manager or alone. */
export interface ServiceOptions extends Pick<PluginContext<unknown>, 'clock' | 'logger' | 'periodically'> {
  readonly folders: ShamanFolders;
  readonly mode: CheckoutMode;
  /** Milliseconds; a period of 0 switches the collection off. */
  readonly garbageCollect: { readonly period: number; readonly maxAge: number };
}

/** Starts the plugin's service as configured under `shaman:`. */
export async function startShaman(context: PluginContext<Config>): Promise<ShamanService> {
  const { config, paths, settings } = context;
  if (!settings.shaman.enabled || paths.sharedStorage === '') {
    return { shaman: undefined, stop: () => Promise.resolve() };
  }
  const folders = { store: paths.shamanFileStore, checkouts: paths.shamanCheckouts };
  const { garbageCollect } = settings.shaman;
  const { clock, logger } = context;
  const periodically: ServiceOptions['periodically'] = (task) => context.periodically(task);
  return startService({ folders, mode: config.checkouts, garbageCollect, clock, logger, periodically });
}

/** Starts the store with its collector and its sweeper. */
export async function startService(options: ServiceOptions): Promise<ShamanService & { readonly shaman: Shaman }> {
  const { folders, clock, logger } = options;
  // Created early, since workers check whether they can use it. If the storage is not mounted, nothing is created in
  // its place.
  await mkdir(folders.checkouts).catch(() => undefined);
  const shaman = createShaman(folders, options.mode);
  const { period, maxAge } = options.garbageCollect;
  const collect = async (): Promise<Collection> => {
    const collection = await collectGarbage({ ...folders, touchedBefore: clock.now() - maxAge, dryRun: false });
    if (collection.removed > 0) logger.info({ ...collection }, 'unused files collected');
    return collection;
  };
  const collector =
    period > 0
      ? options.periodically({ name: 'shaman', firstAfterMs: FIRST_COLLECTION_MS, everyMs: period, round: collect })
      : undefined;
  const sweeper = options.periodically({
    name: 'shaman uploads',
    firstAfterMs: 0,
    everyMs: STALE_UPLOADS_EVERY_MS,
    round: async () => {
      const uploads = await removeStaleUploads(folders.store, clock.now());
      if (uploads > 0) logger.info({ uploads }, 'abandoned uploads removed');
    },
  });
  return {
    shaman,
    stop: async () => {
      await Promise.all([collector?.stop(), sweeper.stop()]);
    },
  };
}
