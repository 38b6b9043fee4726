import { MOST_BODY } from '../../../contracts/limits.ts';
import { updateConfiguration } from '../../../use-cases/update-configuration.ts';
import { v3Procedure } from '../v3-procedure.ts';
import { farmSettingsSchema } from './farm-settings-schema.ts';

export const updateConfigurationFile = v3Procedure('farm.configure', {
  operationId: 'updateConfigurationFile',
  method: 'PUT',
  path: '/api/v3/configuration/file',
  tag: 'meta',
  summary: 'Replaces all settings; those that are not given get their defaults.',
  description:
    'Everything is checked before anything is written; a refusal names the key. `••••••` in place of a secret keeps the stored one. Comments in the file and keys that this manager does not know stay, and so do settings that Flamenco 3 does not have (`x-ours`) if they are not given. Most changes take effect at once, those marked `x-restart` when the manager is restarted. docs/settings.md describes the settings of plugins.',
  body: farmSettingsSchema,
  maxBody: MOST_BODY.long,
  responses: { 204: null },
  errors: [400, 500],
}).mutation(async ({ ctx, input }) => {
  await updateConfiguration(ctx.farm, ctx.actor, input.body);
  return { code: 204 };
});
