import { managerConfigurationSchema } from '../../../contracts/farm.ts';
import { rereadConfiguration } from '../../../use-cases/update-configuration.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const getConfiguration = v3Procedure('farm.read', {
  operationId: 'getConfiguration',
  method: 'GET',
  path: '/api/v3/configuration',
  tag: 'meta',
  summary: 'Says where jobs keep their files, and whether this manager still has to be set up.',
  description: 'Reads the configuration file again, so that changes made by hand take effect.',
  responses: { 200: managerConfigurationSchema },
  errors: [500],
}).query(async ({ ctx }) => {
  const { paths, isFirstRun } = await rereadConfiguration(ctx.farm);
  return {
    code: 200,
    body: { storageLocation: paths.jobStorage, shamanEnabled: ctx.farm.port('uploads') !== undefined, isFirstRun },
  };
});
