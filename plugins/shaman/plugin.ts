import { definePlugin } from '#server/plugins/define-plugin.ts';
import { configSchema } from './config.ts';
import { manifest } from './manifest.ts';
import { v3Operations } from './router/v3-operations.ts';
import { startShaman } from './service.ts';

export const shaman = definePlugin({
  manifest,
  config: configSchema,
  provides: { uploads: (api) => api.shaman },
  v3: v3Operations,
  start: startShaman,
  stop: (api) => api.stop(),
});
