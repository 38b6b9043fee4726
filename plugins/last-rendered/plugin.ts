import { lastRenderedEventSchema } from '#server/contracts/events/farm-events.ts';
import { definePlugin } from '#server/plugins/define-plugin.ts';
import { configSchema } from './config.ts';
import { LastRenderedTable } from './entities/last-rendered.entity.ts';
import { createLastRendered } from './last-rendered.ts';
import { manifest } from './manifest.ts';
import { v3Operations } from './router/v3-operations.ts';

export const lastRendered = definePlugin({
  manifest,
  config: configSchema,
  entities: [LastRenderedTable],
  provides: { pictures: (api) => api },
  events: { 'last-rendered.updated': lastRenderedEventSchema },
  v3: v3Operations,
  subscriptions: { 'job.deleted': (event, api) => api.forget(event.payload.job.id) },
  start: createLastRendered,
  stop: (api) => api.stop(),
});
