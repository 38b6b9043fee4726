import { changeResultsSchema } from '../../../contracts/web/job-rows.ts';
import { setTagOfJobsInputSchema } from '../../../contracts/web/tag-rows.ts';
import { setJobTag } from '../../../use-cases/set-job-tag.ts';
import { procedureFor } from '../../init.ts';
import { changeEach } from '../change-each.ts';

export const setTagOfJobs = procedureFor('jobs.change', { about: { jobs: 'ids' } })
  .input(setTagOfJobsInputSchema)
  .output(changeResultsSchema)
  .mutation(({ ctx, input: { ids, tagId } }) =>
    changeEach(ctx, ids, (jobId) => setJobTag(ctx.farm, ctx.actor, jobId, tagId === null ? {} : { id: tagId })),
  );
