import { defineEntity, p } from '@mikro-orm/core';

/** When the newest image of a job was stored; jobs without one have no row. */
export const LastRenderedTable = defineEntity({
  name: 'LastRendered',
  tableName: 'last_rendered',
  indexes: [{ name: 'last_rendered_newest', properties: ['renderedAt'] }],
  properties: {
    jobId: p.string().length(36).primary(),
    renderedAt: p.string().length(30),
  },
});
