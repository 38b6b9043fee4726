import { z } from 'zod';
import {
  confirmDevice as confirm,
  newRecoveryCodes as renew,
  removeDevice as remove,
  setUpDevice as setUp,
} from '../../../accounts/own-account.ts';
import { MOST, text } from '../../../contracts/limits.ts';
import { deviceSetUpSchema, passwordInputSchema, recoveryCodesSchema } from '../../../contracts/web/account.ts';
import { procedureFor } from '../../init.ts';
import { signedIn } from './signed-in.ts';

/** Codes are asked for only after `confirmDevice`. */
export const setUpDevice = procedureFor('account.change')
  .input(passwordInputSchema)
  .output(deviceSetUpSchema)
  .mutation(async ({ ctx, input }) => {
    signedIn(ctx);
    const { uri, recoveryCodes, setCookie } = await setUp(ctx.farm, input.password, ctx.visit);
    ctx.setCookies(setCookie);
    return { uri, recovery_codes: [...recoveryCodes] };
  });

export const confirmDevice = procedureFor('account.change')
  .input(z.object({ code: text(MOST.word).min(1) }))
  .output(z.null())
  .mutation(async ({ ctx, input }) => {
    signedIn(ctx);
    ctx.setCookies((await confirm(ctx.farm, input.code, ctx.visit)).setCookie);
    return null;
  });

export const removeDevice = procedureFor('account.change')
  .input(passwordInputSchema)
  .output(z.null())
  .mutation(async ({ ctx, input }) => {
    signedIn(ctx);
    ctx.setCookies((await remove(ctx.farm, input.password, ctx.visit)).setCookie);
    return null;
  });

export const newRecoveryCodes = procedureFor('account.change')
  .input(passwordInputSchema)
  .output(recoveryCodesSchema)
  .mutation(async ({ ctx, input }) => {
    signedIn(ctx);
    return [...(await renew(ctx.farm, input.password, ctx.visit))];
  });
