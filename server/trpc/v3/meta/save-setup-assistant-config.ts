import { setupAssistantConfigSchema } from '../../../contracts/setup.ts';
import { saveSetup } from '../../../setup/save-setup.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const saveSetupAssistantConfig = v3Procedure('farm.configure', {
  operationId: 'saveSetupAssistantConfig',
  method: 'POST',
  path: '/api/v3/configuration/setup-assistant',
  tag: 'meta',
  summary: 'Stores the shared storage and Blender; the manager then restarts by itself.',
  body: setupAssistantConfigSchema,
  responses: { 204: null },
  errors: [400, 500],
}).mutation(async ({ ctx, input }) => {
  await saveSetup(ctx.farm, ctx.actor, input.body);
  return { code: 204 };
});
