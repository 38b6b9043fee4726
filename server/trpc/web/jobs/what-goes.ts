import { z } from 'zod';
import { deletionFactsSchema, jobIdsSchema } from '../../../contracts/web/job-rows.ts';
import { findJobsById } from '../../../persistence/repositories/jobs.repository.ts';
import { talliesOf } from '../../../persistence/repositories/task-counts.repository.ts';
import { procedureFor } from '../../init.ts';

/** What deleting these jobs would remove; jobs that do not exist are not counted. */
export const whatGoes = procedureFor('jobs.read')
  .input(z.object({ ids: jobIdsSchema }))
  .output(deletionFactsSchema)
  .query(async ({ ctx, input: { ids } }) => {
    const { database } = ctx.farm;
    const hasUploads = ctx.farm.port('uploads') !== undefined;
    const found = await findJobsById(database.tables, ids);
    const jobs = found.filter((job) => job.keep === 0);
    const countsOf = await talliesOf(
      database.tables,
      jobs.map((job) => job.id),
    );
    const counts = jobs.map((job) => countsOf(job.id));
    return {
      jobs: jobs.length,
      kept: found.length - jobs.length,
      tasks: counts.reduce((sum, each) => sum + Object.values(each).reduce((all, count) => all + count, 0), 0),
      running: counts.reduce((sum, each) => sum + (each.active ?? 0), 0),
      shaman_checkouts: hasUploads ? jobs.filter((job) => job.shaman_checkout_id !== null).length : 0,
    };
  });
