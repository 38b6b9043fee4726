import { identityQuestionSchema, managerIdentitySchema } from '../../../contracts/manager-identity.ts';
import { proveIdentity as prove } from '../../../use-cases/prove-identity.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const proveIdentity = v3Procedure('manager.find', {
  operationId: 'proveIdentity',
  method: 'POST',
  path: '/api/v3/identity',
  tag: 'meta',
  summary: 'Proves which manager this is.',
  description:
    'Our workers ask this before they send a secret. The signature is of the text `flamenco-ng manager`, the nonce and the address, with a line feed between them. A Flamenco 3 manager does not have this operation.',
  body: identityQuestionSchema,
  responses: { 200: managerIdentitySchema },
  errors: [400],
}).mutation(async ({ ctx, input }) => {
  return { code: 200, body: await prove(ctx.farm, input.body, ctx.localAddress) };
});
