import { defineEntity, p } from '@mikro-orm/core';
import { JobTable } from './job.entity.ts';

/** The job uses a command that our worker does not have; kept for the warning on its page. */
export const UnknownCommandTable = defineEntity({
  name: 'UnknownCommand',
  tableName: 'unknown_commands',
  properties: {
    job: () => p.manyToOne(JobTable).index(false).primary().deleteRule('cascade').fieldName('job_id'),
    name: p.string().length(255).primary(),
  },
});
