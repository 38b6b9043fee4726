import { tokenToEndSchema } from '../../../contracts/program-login.ts';
import { endOwnToken } from '../../../use-cases/end-own-token.ts';
import { FORM_OR_JSON, v3Procedure } from '../v3-procedure.ts';

export const revokeToken = v3Procedure('account.enter', {
  operationId: 'revokeToken',
  method: 'POST',
  path: '/api/v3/log-in/revoke',
  tag: 'log-in',
  summary: 'Revokes the API token that is sent (RFC 7009), as a program does that logs out.',
  description: 'Also a token that does not exist is answered with 200, since it is of no use either.',
  contentTypes: FORM_OR_JSON,
  body: tokenToEndSchema,
  responses: { 200: null },
  errors: [400, 429],
}).mutation(async ({ ctx, input }) => {
  await endOwnToken(ctx.farm, input.body.token, ctx.remoteAddress);
  return { code: 200 };
});
