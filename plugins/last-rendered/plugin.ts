import { definePlugin } from '#server/plugins/define-plugin.ts';
import { configSchema } from './config.ts';
import { LastRenderedTable } from './entities/last-rendered.entity.ts';
import { createLastRendered } from './last-rendered.ts';
import { manifest } from './manifest.ts';

export const lastRendered = definePlugin({
  manifest,
  config: configSchema,
  entities: [LastRenderedTable],
  subscriptions: { 'job.deleted': (event, api) => api.forget(event.payload.job.id) },
  start: createLastRendered,
  stop: (api) => api.stop(),
});
