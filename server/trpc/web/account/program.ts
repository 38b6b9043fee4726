import { z } from 'zod';
import { uuidSchema } from '../../../contracts/ids.ts';
import { MOST, text } from '../../../contracts/limits.ts';
import { programFactsSchema } from '../../../contracts/web/account.ts';
import { answerProgram, type Asked, openProgramLogin } from '../../../use-cases/answer-program-login.ts';
import type { RequestContext } from '../../context.ts';
import { procedureFor } from '../../init.ts';
import { signedIn } from './signed-in.ts';

/** A change, since the code is bound to this session from now on, and so that it is not part of an address. */
export const openProgram = procedureFor('account.change')
  .input(z.object({ code: text(MOST.word).min(1) }))
  .output(programFactsSchema)
  .mutation(async ({ ctx, input }) => {
    const row = await openProgramLogin(ctx.farm, input.code, askedBy(ctx));
    const { id, program, machine, user_name, address, created_at, expires_at } = row;
    const actions = JSON.parse(row.actions) as string[];
    const is_this_address = address === ctx.remoteAddress;
    return { id, program, machine, user_name, address, is_this_address, actions, created_at, expires_at };
  });

export const answerProgramLogin = procedureFor('account.change')
  .input(z.object({ id: uuidSchema, allow: z.boolean() }))
  .output(z.null())
  .mutation(async ({ ctx, input }) => {
    await answerProgram(ctx.farm, input.id, input.allow, askedBy(ctx));
    return null;
  });

function askedBy(ctx: Pick<RequestContext, 'caller' | 'actor' | 'remoteAddress'>): Asked {
  const { personId, sessionId } = signedIn(ctx);
  // Whom a proxy signs in has no session here.
  return { by: ctx.actor, personId, boundTo: sessionId ?? `proxy ${personId}`, address: ctx.remoteAddress };
}
