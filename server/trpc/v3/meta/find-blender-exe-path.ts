import { blenderPathFindResultSchema } from '../../../contracts/path-check.ts';
import { findBlender } from '../../../setup/find-blender.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const findBlenderExePath = v3Procedure('farm.configure', {
  operationId: 'findBlenderExePath',
  method: 'GET',
  path: '/api/v3/configuration/check/blender',
  tag: 'meta',
  summary: "Finds Blender on the manager's computer; the list is empty if there is none.",
  hasEffect: true,
  responses: { 200: blenderPathFindResultSchema },
  errors: [500],
}).query(async () => ({ code: 200, body: await findBlender() }));
