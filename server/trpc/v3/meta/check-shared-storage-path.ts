import { pathCheckInputSchema, pathCheckResultSchema } from '../../../contracts/path-check.ts';
import { checkSharedStorage } from '../../../setup/check-shared-storage.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const checkSharedStoragePath = v3Procedure('farm.configure', {
  operationId: 'checkSharedStoragePath',
  method: 'POST',
  path: '/api/v3/configuration/check/shared-storage',
  tag: 'meta',
  summary: 'Tests whether jobs can keep their files in a folder.',
  body: pathCheckInputSchema,
  responses: { 200: pathCheckResultSchema },
  errors: [400],
}).mutation(async ({ input }) => ({ code: 200, body: await checkSharedStorage(input.body.path) }));
