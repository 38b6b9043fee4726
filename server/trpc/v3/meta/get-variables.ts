import { managerVariablesSchema } from '../../../contracts/farm.ts';
import { buildVariableTable } from '../../../domain/variable-table.ts';
import { audienceParams } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const getVariables = v3Procedure('farm.read', {
  operationId: 'getVariables',
  method: 'GET',
  path: '/api/v3/configuration/variables/{audience}/{platform}',
  tag: 'meta',
  summary: 'Fetches the variables as seen by workers or users on a platform.',
  params: audienceParams,
  responses: { 200: managerVariablesSchema },
  errors: [400],
}).query(({ ctx, input }) => {
  const table = buildVariableTable(ctx.farm.config.variables, input.audience, input.platform);
  const body = Object.fromEntries(
    [...table].map(([name, entry]) => [name, { value: entry.value, is_twoway: entry.isTwoway }]),
  );
  return { code: 200, body };
});
