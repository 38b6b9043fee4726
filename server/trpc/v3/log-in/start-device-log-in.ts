import { shownUserCode } from '#shared/user-code.ts';
import {
  programLoginBeginningSchema,
  programLoginQuestionSchema,
  programRefusalSchema,
} from '../../../contracts/program-login.ts';
import { beginProgramLogin } from '../../../use-cases/begin-program-login.ts';
import { programRefused } from '../../../use-cases/parts/program-refused.ts';
import { FORM_OR_JSON, v3Procedure } from '../v3-procedure.ts';
import { orRefusal } from './or-refusal.ts';

const PAGE = '/app/device';

export const startDeviceLogIn = v3Procedure('account.enter', {
  operationId: 'startDeviceLogIn',
  method: 'POST',
  path: '/api/v3/log-in/device',
  tag: 'log-in',
  summary: 'Begins to log in a program without a browser (RFC 8628).',
  description:
    'Somebody who has an account opens the page, compares the code, and allows what the program asks for. Meanwhile, the program asks `fetchDeviceToken` again and again. Where nobody has to sign in, this is refused.',
  contentTypes: FORM_OR_JSON,
  body: programLoginQuestionSchema,
  responses: { 200: programLoginBeginningSchema, 400: programRefusalSchema },
  errors: [429],
}).mutation(({ ctx, input }) =>
  orRefusal(async () => {
    if (ctx.access.mode !== 'accounts')
      throw programRefused('invalid_request', 'nobody has an account on this farm, so no program has to log in');
    const begun = await beginProgramLogin(ctx.farm, input.body, ctx.remoteAddress);
    const code = shownUserCode(begun.userCode);
    const page = `${ctx.origin}${PAGE}`;
    return {
      code: 200,
      body: {
        device_code: begun.deviceCode,
        user_code: code,
        verification_uri: page,
        verification_uri_complete: `${page}#${code}`,
        expires_in: begun.expiresIn,
        interval: begun.interval,
      },
    };
  }),
);
