import { sendCode as send, signIn as enter, type SignedIn } from '../../../accounts/sign-in.ts';
import { sendCodeInputSchema, signInAnswerSchema, signInInputSchema } from '../../../contracts/web/account.ts';
import type { RequestContext } from '../../context.ts';
import { procedureFor } from '../../init.ts';

export const signIn = procedureFor('account.enter')
  .input(signInInputSchema)
  .output(signInAnswerSchema)
  .mutation(async ({ ctx, input }) => answerOf(ctx, await enter(ctx.farm, input, ctx.visit)));

/** The second step, for those who have a device that makes codes. */
export const sendCode = procedureFor('account.enter')
  .input(sendCodeInputSchema)
  .output(signInAnswerSchema)
  .mutation(async ({ ctx, input }) => answerOf(ctx, await send(ctx.farm, input, ctx.visit)));

function answerOf(ctx: Pick<RequestContext, 'setCookies'>, { secondFactorDue, setCookie }: SignedIn) {
  ctx.setCookies(setCookie);
  return { second_factor_due: secondFactorDue };
}
