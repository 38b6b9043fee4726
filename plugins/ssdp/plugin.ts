import { definePlugin } from '#server/plugins/define-plugin.ts';
import { configSchema } from './config.ts';
import { descriptionRoutes } from './description.ts';
import { manifest } from './manifest.ts';
import { startDiscovery } from './service.ts';

export const ssdp = definePlugin({
  manifest,
  config: configSchema,
  routes: descriptionRoutes,
  start: startDiscovery,
  stop: (api) => api.stop(),
});
