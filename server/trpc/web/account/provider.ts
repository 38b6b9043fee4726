import { z } from 'zod';
import { confirmPassword } from '../../../accounts/own-account.ts';
import { departToProvider as depart, ticketTaken } from '../../../accounts/oidc/log-in.ts';
import { mayUsePassword, waysIn as waysInOf } from '../../../accounts/ways-in.ts';
import {
  arrivalSchema,
  arriveInputSchema,
  departInputSchema,
  departureSchema,
  linkInputSchema,
  providerLinkSchema,
  waysInSchema,
} from '../../../contracts/web/account.ts';
import { FarmError } from '../../../domain/errors.ts';
import { findVouches, hasPassword } from '../../../persistence/repositories/credentials.repository.ts';
import { getPerson } from '../../../persistence/repositories/people.repository.ts';
import { enterByProvider } from '../../../use-cases/enter-by-provider.ts';
import { unlinkProvider as unlink } from '../../../use-cases/unlink-provider.ts';
import type { RequestContext } from '../../context.ts';
import { procedureFor } from '../../init.ts';
import { signedIn } from './signed-in.ts';

const ACCOUNT_PAGE = '/app/account';

export const waysIn = procedureFor('account.enter')
  .output(waysInSchema)
  .query(({ ctx }) => waysInOf(ctx.farm));

export const departToProvider = procedureFor('account.enter')
  .input(departInputSchema)
  .output(departureSchema)
  .mutation(async ({ ctx, input: { next, again = false } }) => departureOf(ctx, { next, again }));

/** What somebody was sent back with is good once, whether it lets them in or not. */
export const arriveFromProvider = procedureFor('account.enter')
  .input(arriveInputSchema)
  .output(arrivalSchema)
  .mutation(async ({ ctx, input: { query } }) => {
    ctx.setCookies([await ticketTaken(ctx.farm, query, ctx.visit)]);
    const entrance = await enterByProvider(ctx.farm, query, ctx.visit);
    if (entrance.kind === 'linked') return entrance;
    if (entrance.kind === 'in') {
      ctx.setCookies(entrance.setCookie);
      return { kind: entrance.kind, next: entrance.next };
    }
    const { kind, why, who, signOutAddress } = entrance;
    return { kind, why, who, provider: ctx.farm.config.settings.oidc.label, sign_out_address: signOutAddress };
  });

export const providerLinks = procedureFor('account.change')
  .output(providerLinkSchema)
  .query(async ({ ctx }) => {
    const { tables } = ctx.farm.database;
    const { personId } = signedIn(ctx);
    const [person, links, hasOne] = await Promise.all([
      getPerson(tables, personId),
      findVouches(tables, personId),
      hasPassword(tables, personId),
    ]);
    return {
      provider: waysInOf(ctx.farm).provider,
      links: links.map(({ provider, created_at }) => ({ issuer: provider, since: created_at })),
      may_unlink: hasOne && mayUsePassword(ctx.farm, person),
    };
  });

/** Another way in takes the password, as whoever finds the browser open must not make one. */
export const linkProvider = procedureFor('account.change')
  .input(linkInputSchema)
  .output(departureSchema)
  .mutation(async ({ ctx, input: { password = '' } }) => {
    const { personId: linkTo, sessionId } = signedIn(ctx);
    if (sessionId === null) {
      throw new FarmError('impossible-change', { message: 'the proxy in front of this manager signs you in already' });
    }
    if (await hasPassword(ctx.farm.database.tables, linkTo)) await confirmPassword(ctx.farm, password, ctx.visit);
    return departureOf(ctx, { next: ACCOUNT_PAGE, linkTo });
  });

export const unlinkProvider = procedureFor('account.change')
  .output(z.null())
  .mutation(async ({ ctx }) => {
    await unlink(ctx.farm, ctx.actor, signedIn(ctx).personId);
    return null;
  });

async function departureOf(
  ctx: Pick<RequestContext, 'farm' | 'visit' | 'setCookies'>,
  errand: Parameters<typeof depart>[1],
): Promise<{ address: string }> {
  const { address, setCookie } = await depart(ctx.farm, errand, ctx.visit);
  ctx.setCookies(setCookie);
  return { address };
}
