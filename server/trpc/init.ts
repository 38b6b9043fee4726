import { initTRPC, type TRPCError } from '@trpc/server';
import type { OpenApiMeta } from 'trpc-to-openapi';
import type { z } from 'zod';
import { askPolicy, callerMay } from '../access/caller.ts';
import type { Action, OwnedAction } from '../access/policy.ts';
import type { BodyLimits } from '../contracts/limits.ts';
import { FarmError } from '../domain/errors.ts';
import { NowAndThen } from '../logging/now-and-then.ts';
import type { RequestContext } from './context.ts';
import { type About, othersAmong } from './about.ts';
import { farmErrorOf, trpcErrorOf } from './translate-error.ts';

/** From HTTP status to the schema of the answer; null = no body. Only for procedures of `/api/v3`. */
export type ResponseTable = Readonly<Record<number, z.ZodType | null>>;

/** What is known about a procedure without calling it. */
export interface ProcedureMeta {
  /** The right that a caller needs (see `access/policy.ts`). */
  readonly action: Action;
  /** What it changes; for actions that somebody may do only to what is their own. */
  readonly about?: About;
  readonly openapi?: OpenApiMeta['openapi'];
  readonly responses?: ResponseTable;
  /** It does more than read, although its method says otherwise. */
  readonly hasEffect?: true;
  /** How large a JSON body may be. */
  readonly maxBody?: BodyLimits;
}

/** What a door adds to a procedure's meta, beside the action. */
export type DoorMeta = Omit<ProcedureMeta, 'action'>;

const t = initTRPC
  .context<RequestContext>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    errorFormatter({ shape, error, ctx, type, path }) {
      const expected = farmErrorOf(error);
      const translated = trpcErrorOf(error);
      const requestId = ctx?.requestId ?? '';
      // A subscription fails while it is streaming, when `translateErrors` has long finished.
      if (!expected && type === 'subscription') logBug(ctx, error, path);
      return {
        ...shape,
        message: expected?.userMessage ?? `the manager failed unexpectedly; look for request ${requestId} in its log`,
        data: {
          code: translated.code,
          httpStatus: expected?.status ?? 500,
          path: shape.data.path,
          error: expected?.code ?? ('internal' as const),
          requestId,
        },
      };
    },
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 45_000 } },
  });

/** Makes a router of procedures. */
export const router = t.router;
/** Makes callers of a router's procedures without HTTP; `http/v3/rest-door.ts` uses it. */
export const createCallerFactory = t.createCallerFactory;

const NOTHING: ReadonlySet<string> = new Set();
/** Whoever asks too often does it again. */
const refusals = new NowAndThen();

/**
 * Gives failures the tRPC code of their FarmError as they leave a procedure. Bugs are logged here, where the request is
 * known.
 */
const translateErrors = t.middleware(async ({ ctx, next, path }) => {
  const result = await next();
  if (result.ok) return result;
  const error = trpcErrorOf(result.error);
  const expected = farmErrorOf(error);
  if (!expected) logBug(ctx, error, path);
  // Somebody has to look at the disk or the database, or to raise a limit.
  if (expected?.code === 'busy' || (expected?.code === 'too-many' && refusals.isTime(path)))
    ctx.logger.warn({ err: expected, path, address: ctx.remoteAddress }, 'request refused for now');
  return { ...result, error };
});

const ladder = t.middleware(async ({ ctx, meta, next, path, getRawInput }) => {
  if (!meta) throw new FarmError('internal', { message: `procedure ${path} names no action` });
  const { action, about = 'everything' } = meta;
  if (about === 'everything' || callerMay(action, ctx.caller)) {
    askPolicy(action, ctx.caller);
    return next({ ctx: { notTheirs: NOTHING } });
  }
  askPolicy(action, ctx.caller, 'own');
  const { others, isList } = await othersAmong(ctx, about, await getRawInput());
  if (others.size > 0 && !isList) askPolicy(action, ctx.caller, 'other');
  return next({ ctx: { notTheirs: others } });
});

/**
 * The only way to start a procedure. It names the action that the policy is asked about, so no procedure is without
 * one. What somebody may do only to their own things, names the things. The `/api/v3` door also passes its OpenAPI meta
 * and its response table. The context has `notTheirs`: the ids in a list that the caller may not change.
 */
export function procedureFor<A extends Action>(
  action: A,
  ...[door]: A extends OwnedAction ? [DoorMeta & { readonly about: About }] : [DoorMeta?]
) {
  return t.procedure
    .meta({ action, ...door })
    .use(translateErrors)
    .use(ladder);
}

/** Starts a procedure that only a worker with valid credentials can call; its context has `worker`. */
export function workerProcedure(action: Action, door: DoorMeta = {}) {
  return t.procedure
    .meta({ action, ...door })
    .use(translateErrors)
    .use(({ ctx, next }) => {
      if (ctx.actor.kind !== 'worker') {
        throw new FarmError('bad-credentials', {
          message: 'this needs the id and secret of a registered worker (HTTP basic authentication)',
        });
      }
      return next({ ctx: { worker: ctx.actor } });
    })
    .use(ladder);
}

function logBug(ctx: RequestContext | undefined, error: TRPCError, path: string | undefined): void {
  ctx?.logger.error({ err: error.cause ?? error, path }, 'procedure failed unexpectedly');
}
