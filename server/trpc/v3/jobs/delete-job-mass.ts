import { z } from 'zod';
import { FarmError } from '../../../domain/errors.ts';
import { findJobIdsUpdatedUntil } from '../../../persistence/repositories/v3-jobs.repository.ts';
import { requestJobDeletion } from '../../../use-cases/delete-job.ts';
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
  description: '416 = there is no such job.',
  body: selectionSchema,
  responses: { 204: null },
  errors: [400, 416, 503],
}).mutation(async ({ ctx, input }) => {
  const until = new Date(Math.ceil(Date.parse(input.body.last_updated_max) / 1000) * 1000).toISOString();
  const ids = await findJobIdsUpdatedUntil(ctx.farm.database.tables, until);
  if (ids.length === 0) throw new FarmError('nothing-matches', { message: `no job was last updated until ${until}` });
  await Promise.all(ids.map((id) => requestJobDeletion(ctx.farm, id)));
  return { code: 204 };
});
