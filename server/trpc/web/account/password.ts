import { z } from 'zod';
import { changePassword as change } from '../../../accounts/own-account.ts';
import { changePasswordInputSchema } from '../../../contracts/web/account.ts';
import { procedureFor } from '../../init.ts';
import { signedIn } from './signed-in.ts';

export const changePassword = procedureFor('account.change')
  .input(changePasswordInputSchema)
  .output(z.null())
  .mutation(async ({ ctx, input }) => {
    signedIn(ctx);
    ctx.setCookies((await change(ctx.farm, input, ctx.visit)).setCookie);
    return null;
  });
