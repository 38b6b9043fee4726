import { managerConfigurationSchema } from '../../../contracts/farm.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const getConfiguration = v3Procedure('farm.read', {
  operationId: 'getConfiguration',
  method: 'GET',
  path: '/api/v3/configuration',
  tag: 'meta',
  summary: 'Where jobs keep their files, and whether this manager still has to be set up.',
  responses: { 200: managerConfigurationSchema },
}).query(({ ctx }) => {
  const { paths, isFirstRun } = ctx.farm.config;
  return { code: 200, body: { storageLocation: paths.jobStorage, shamanEnabled: false, isFirstRun } };
});
