import { z } from 'zod';
import { requestMassDeletion } from '../../../use-cases/delete-jobs.ts';
import { MOST } from '../../../contracts/limits.ts';
import { v3Procedure } from '../v3-procedure.ts';

const selectionSchema = z
  .object({
    last_updated_max: z.iso
      .datetime({ offset: true })
      .max(MOST.word)
      .describe('Jobs that were updated later are not deleted. Rounded up to a whole second.'),
  })
  .meta({ id: 'JobMassDeletionSelection' });

export const deleteJobMass = v3Procedure('jobs.delete', {
  operationId: 'deleteJobMass',
  method: 'DELETE',
  path: '/api/v3/jobs/mass-delete',
  tag: 'jobs',
  about: 'everything',
  summary:
    'Requests the deletion of all jobs that were last updated at or before a given time; it happens in the background.',
  description: 'Jobs that are marked to be kept stay. 416 = there are no other jobs to delete.',
  body: selectionSchema,
  responses: { 204: null },
  errors: [400, 416, 503],
}).mutation(async ({ ctx, input }) => {
  await requestMassDeletion(ctx.farm, ctx.actor, input.body.last_updated_max);
  return { code: 204 };
});
