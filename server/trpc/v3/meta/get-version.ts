import { z } from 'zod';
import { versionSchema } from '../../../contracts/farm.ts';
import { PRODUCT_VERSION } from '../../product-version.ts';
import { v3Procedure } from '../v3-procedure.ts';
import { versionForClient } from './version-for-client.ts';

export const getVersion = v3Procedure('manager.find', {
  operationId: 'getVersion',
  method: 'GET',
  path: '/api/v3/version',
  tag: 'meta',
  summary: 'Fetches the name and version of this manager.',
  description:
    '`shortversion` is the version that the client compares with its own; a compatible Flamenco add-on gets its own version back.',
  headers: { 'user-agent': z.string().optional() },
  responses: { 200: versionSchema },
}).query(({ ctx, input }) => {
  return {
    code: 200,
    body: {
      name: ctx.farm.config.settings.manager_name,
      version: PRODUCT_VERSION,
      shortversion: versionForClient(PRODUCT_VERSION, input['user-agent'] ?? ''),
      git: PRODUCT_VERSION,
    },
  };
});
