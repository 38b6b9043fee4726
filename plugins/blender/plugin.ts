import { definePlugin } from '#server/plugins/define-plugin.ts';
import { configSchema } from './config.ts';
import { manifest } from './manifest.ts';
import { downloadRoutes, DOWNLOAD_PATH } from './serve-add-on.ts';
import { loadWheels } from './wheels.ts';

export const blender = definePlugin({
  manifest,
  config: configSchema,
  routes: downloadRoutes,
  async start({ logger }) {
    const { missing } = await loadWheels();
    if (missing.length > 0) {
      logger.warn({ missing }, 'the add-on is served without its packing library: it can submit in place only');
    }
    return { url: DOWNLOAD_PATH };
  },
  provides: { addOn: (api) => api },
});
