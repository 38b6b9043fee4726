import { z } from 'zod';
import { updateConfiguration } from '../../../use-cases/update-configuration.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const updateConfigurationFile = v3Procedure('farm.configure', {
  operationId: 'updateConfigurationFile',
  method: 'PUT',
  path: '/api/v3/configuration/file',
  tag: 'meta',
  summary: 'Replaces all settings; what is not given gets its default.',
  description:
    'Checked before anything is written; a refusal names the key. `••••••` in place of a secret keeps the stored one. Comments of the file, keys that mean nothing to this manager, and an absent `max_tasks_per_job`, `plugins`, `trusted_proxies` or `worker_registration_secret` stay. Variables, thresholds and time-outs count at once; `listen`, `database`, storage, Shaman, MQTT and plugins when the manager is started again.',
  body: z.record(z.string(), z.unknown()),
  responses: { 204: null },
  errors: [400, 500],
}).mutation(async ({ ctx, input }) => {
  await updateConfiguration(ctx.farm, input.body);
  return { code: 204 };
});
