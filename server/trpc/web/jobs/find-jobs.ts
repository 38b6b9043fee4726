import { type Actor, ownerOf } from '../../../contracts/actor.ts';
import { findJobsInputSchema, jobPageSchema } from '../../../contracts/web/job-rows.ts';
import { findJobRows, type JobQuery } from '../../../persistence/repositories/job-rows.repository.ts';
import { procedureFor } from '../../init.ts';
import { readCursor, writeCursor } from './job-cursor.ts';
import { countJobsByStatus } from '../../../persistence/repositories/status-counts.repository.ts';

/** Whose jobs are the caller's. Where nobody signs in, jobs are found by a name, which gives nobody any right. */
function whose(actor: Actor, name = ''): JobQuery['of'] {
  const id = ownerOf(actor);
  return id === null ? { name } : { id };
}

export const findJobs = procedureFor('jobs.read')
  .input(findJobsInputSchema)
  .output(jobPageSchema)
  .query(async ({ ctx, input }) => {
    const { database } = ctx.farm;
    const { cursor, mine, name, ...query } = input;
    const after = cursor ? readCursor(query, cursor) : undefined;
    const { rows, end } = await findJobRows(database, { ...query, after, of: mine ? whose(ctx.actor, name) : 'all' });
    return { rows, nextCursor: end ? writeCursor(query, end) : null, counts: await countJobsByStatus(database.tables) };
  });
