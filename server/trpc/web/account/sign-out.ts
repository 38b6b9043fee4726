import { z } from 'zod';
import { signOut as leave } from '../../../accounts/sign-out.ts';
import { FarmError } from '../../../domain/errors.ts';
import { procedureFor } from '../../init.ts';

export const signOut = procedureFor('account.enter')
  .output(z.null())
  .mutation(async ({ ctx }) => {
    if (ctx.caller.letInBy.kind === 'proxy') {
      const message = 'the proxy in front of this manager signs you in; sign out there';
      throw new FarmError('impossible-change', { message });
    }
    ctx.setCookies(await leave(ctx.farm, ctx.visit));
    return null;
  });
