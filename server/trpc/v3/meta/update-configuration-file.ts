import { updateConfiguration } from '../../../use-cases/update-configuration.ts';
import { v3Procedure } from '../v3-procedure.ts';
import { farmSettingsSchema } from './farm-settings-schema.ts';

export const updateConfigurationFile = v3Procedure('farm.configure', {
  operationId: 'updateConfigurationFile',
  method: 'PUT',
  path: '/api/v3/configuration/file',
  tag: 'meta',
  summary: 'Replaces all settings; what is not given gets its default.',
  description:
    'Checked before anything is written; a refusal names the key. `••••••` in place of a secret keeps the stored one. Comments of the file, keys that mean nothing to this manager, and settings that Flamenco 3 does not have (`x-ours`) stay when they are not given. Most changes count at once, those marked with `x-restart` when the manager is started again. Settings of plugins are in docs/settings.md.',
  body: farmSettingsSchema,
  responses: { 204: null },
  errors: [400, 500],
}).mutation(async ({ ctx, input }) => {
  await updateConfiguration(ctx.farm, ctx.actor, input.body);
  return { code: 204 };
});
