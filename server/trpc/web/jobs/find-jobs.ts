import { findJobsInputSchema, jobPageSchema } from '../../../contracts/web/job-rows.ts';
import { findJobRows } from '../../../persistence/repositories/job-rows.repository.ts';
import { procedureFor } from '../../init.ts';
import { readCursor, writeCursor } from './job-cursor.ts';
import { countJobsByStatus } from '../../../persistence/repositories/status-counts.repository.ts';

export const findJobs = procedureFor('jobs.read')
  .input(findJobsInputSchema)
  .output(jobPageSchema)
  .query(async ({ ctx, input }) => {
    const { database } = ctx.farm;
    const { cursor, ...query } = input;
    const after = cursor ? readCursor(query, cursor) : undefined;
    const { rows, end } = await findJobRows(database, { ...query, after });
    return { rows, nextCursor: end ? writeCursor(query, end) : null, counts: await countJobsByStatus(database.tables) };
  });
