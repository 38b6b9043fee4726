import { shownConfiguration } from '../../../use-cases/show-configuration.ts';
import { v3Procedure } from '../v3-procedure.ts';
import { farmSettingsSchema } from './farm-settings-schema.ts';

export const getConfigurationFile = v3Procedure('farm.configure', {
  operationId: 'getConfigurationFile',
  method: 'GET',
  path: '/api/v3/configuration/file',
  tag: 'meta',
  summary: 'Fetches all settings, named as in the configuration file and including defaults.',
  description:
    'Secrets that are set read `••••••`, and so do passwords inside addresses. Durations are texts like `10m0s`.',
  responses: { 200: farmSettingsSchema },
}).query(({ ctx }) => ({ code: 200, body: shownConfiguration(ctx.farm) }));
