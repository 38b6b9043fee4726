import { definePlugin } from '#server/plugins/define-plugin.ts';
import { configSchema } from './config.ts';
import { manifest } from './manifest.ts';
import { newestAddOn } from './newest-add-on.ts';
import { ADD_ON_LINK, addOnRoutes } from './serve-add-on.ts';
import { loadWheels } from './wheels.ts';

export const blender = definePlugin({
  manifest,
  config: configSchema,
  routes: addOnRoutes,
  async start({ clock, logger, paths }) {
    const { missing } = await loadWheels();
    if (missing.length > 0) {
      logger.warn({ missing }, 'the add-on is served without its packing library: it can submit in place only');
    }
    return { url: ADD_ON_LINK, newest: newestAddOn({ folder: paths.localStorage, clock, logger }) };
  },
  provides: { addOn: (api) => api },
});
