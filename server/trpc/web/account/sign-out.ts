import { z } from 'zod';
import { signOut as leave } from '../../../accounts/sign-out.ts';
import { procedureFor } from '../../init.ts';

export const signOut = procedureFor('account.enter')
  .output(z.null())
  .mutation(async ({ ctx }) => {
    ctx.setCookies(await leave(ctx.farm, ctx.visit));
    return null;
  });
