import { z } from 'zod';
import { jobIdsSchema, jobRowSchema } from '../../../contracts/web/job-rows.ts';
import { findJobRowsById } from '../../../persistence/repositories/job-rows.repository.ts';
import { procedureFor } from '../../init.ts';

/** These jobs as the jobs table shows them, in one answer; jobs that do not exist are left out. */
export const jobRows = procedureFor('jobs.read')
  .input(z.object({ ids: jobIdsSchema }))
  .output(z.array(jobRowSchema))
  .query(({ ctx, input }) => findJobRowsById(ctx.farm.database.tables, input.ids));
