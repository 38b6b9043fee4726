import { sharedStorageLocationSchema } from '../../../contracts/farm.ts';
import { expandFor } from '../../../use-cases/parts/job-variables.ts';
import { audienceParams } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const getSharedStorage = v3Procedure('farm.read', {
  operationId: 'getSharedStorage',
  method: 'GET',
  path: '/api/v3/configuration/shared-storage/{audience}/{platform}',
  tag: 'meta',
  summary: 'Says where jobs keep their files, as seen by workers or users on a platform.',
  params: audienceParams,
  responses: { 200: sharedStorageLocationSchema },
  errors: [400],
}).query(({ ctx, input }) => {
  const { audience, platform } = input;
  const location = expandFor(ctx.farm.config, ctx.farm.config.paths.jobStorage, audience, platform);
  return { code: 200, body: { location, audience, platform, shamanEnabled: ctx.farm.port('uploads') !== undefined } };
});
