import {
  DEVICE_GRANT,
  programRefusalSchema,
  programTokenQuestionSchema,
  programTokenSchema,
} from '../../../contracts/program-login.ts';
import { programRefused } from '../../../use-cases/parts/program-refused.ts';
import { redeemProgramLogin } from '../../../use-cases/redeem-program-login.ts';
import { FORM_OR_JSON, v3Procedure } from '../v3-procedure.ts';
import { orRefusal } from './or-refusal.ts';

export const fetchDeviceToken = v3Procedure('account.enter', {
  operationId: 'fetchDeviceToken',
  method: 'POST',
  path: '/api/v3/log-in/token',
  tag: 'log-in',
  summary: 'Fetches the token of a program that somebody has allowed (RFC 8628), once.',
  description:
    'Until somebody has answered, this says `authorization_pending`; to whoever asks too often, `slow_down`, and the time to wait grows by five seconds.',
  contentTypes: FORM_OR_JSON,
  body: programTokenQuestionSchema,
  responses: { 200: programTokenSchema, 400: programRefusalSchema },
  errors: [429],
}).mutation(({ ctx, input: { body } }) =>
  orRefusal(async () => {
    if (body.grant_type !== DEVICE_GRANT)
      throw programRefused('unsupported_grant_type', `grant_type: must be ${DEVICE_GRANT}`);
    return { code: 200, body: await redeemProgramLogin(ctx.farm, body.device_code, ctx.remoteAddress) };
  }),
);
