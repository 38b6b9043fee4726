import { blenderPathCheckResultSchema, pathCheckInputSchema } from '../../../contracts/path-check.ts';
import { checkBlender } from '../../../setup/find-blender.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const checkBlenderExePath = v3Procedure('farm.configure', {
  operationId: 'checkBlenderExePath',
  method: 'POST',
  path: '/api/v3/configuration/check/blender',
  tag: 'meta',
  summary: 'Tests whether a path, a folder or a name on the search path is a working Blender.',
  body: pathCheckInputSchema,
  responses: { 200: blenderPathCheckResultSchema },
  errors: [400],
}).mutation(async ({ input }) => ({ code: 200, body: await checkBlender(input.body.path) }));
