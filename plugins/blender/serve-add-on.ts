import type { PluginRoute } from '#server/plugins/define-plugin.ts';
import { zipAddOn } from './add-on-zip.ts';
import { loadWheels } from './wheels.ts';

export const DOWNLOAD_PATH = '/flamenco-ng-addon.zip';
/** Where Flamenco 3 has its add-on, which people and scripts know. */
const KNOWN_PATHS = ['/flamenco-addon.zip', '/flamenco3-addon.zip'];

/** The add-on as a download. It is made anew for each, so that it is always that of the files on disk. */
export function downloadRoutes(api: () => unknown): readonly PluginRoute[] {
  return [DOWNLOAD_PATH, ...KNOWN_PATHS].map((path) => ({
    path,
    action: 'add-on.download',
    async answer() {
      api();
      const body = await zipAddOn((await loadWheels()).wheels);
      return { type: 'application/zip', body, saveAs: DOWNLOAD_PATH.slice(1) };
    },
  }));
}
