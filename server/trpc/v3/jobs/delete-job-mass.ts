import { z } from 'zod';
import { requestMassDeletion } from '../../../use-cases/delete-jobs.ts';
import { v3Procedure } from '../v3-procedure.ts';

const selectionSchema = z
  .object({ last_updated_max: z.iso.datetime({ offset: true }).describe('Rounded up to a whole second.') })
  .meta({ id: 'JobMassDeletionSelection' });

export const deleteJobMass = v3Procedure('jobs.delete', {
  operationId: 'deleteJobMass',
  method: 'DELETE',
  path: '/api/v3/jobs/mass-delete',
  tag: 'jobs',
  summary:
    'Asks for all jobs to be deleted that were last updated at or before a moment; it happens in the background.',
  description: 'Jobs that are marked to be kept stay. 416 = there is no other such job.',
  body: selectionSchema,
  responses: { 204: null },
  errors: [400, 416, 503],
}).mutation(async ({ ctx, input }) => {
  await requestMassDeletion(ctx.farm, ctx.actor, input.body.last_updated_max);
  return { code: 204 };
});
