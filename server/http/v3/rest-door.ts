import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AnyTRPCRouter, TRPCError } from '@trpc/server';
import { askPolicy, type Caller } from '../../access/caller.ts';
import type { RequestFacts } from '../../access/request-facts.ts';
import { FarmError } from '../../domain/errors.ts';
import type { RequestContext } from '../../trpc/context.ts';
import { createCallerFactory } from '../../trpc/init.ts';
import type { Farm } from '../../farm/farm.ts';
import { errorResponse } from '../error-response.ts';
import { refuseUncertain } from '../refuse-foreign.ts';
import { type HttpAnswer, writeAnswer } from '../write-answer.ts';
import { answerComplaint } from './check-answer.ts';
import { applyCors } from './cors.ts';
import { readValues, uploadOf } from './request-body.ts';
import { type Match, type Route, Routes } from './routes.ts';

/** What a door of operations is made with. */
export interface RestDoorOptions {
  /** Procedures made with `v3Procedure`. */
  readonly router: AnyTRPCRouter;
  /** Finds out who is calling; refuses by throwing. */
  contextOf(route: Route, request: IncomingMessage, facts: RequestFacts): RequestContext | Promise<RequestContext>;
  /** Headers that all answers to this caller have; none unless given. */
  headersFor?(caller: Caller): Readonly<Record<string, string>>;
  readonly logger: Farm['logger'];
  /**
   * Check every answer against what the operation declares; one that does not fit becomes a 500. For specs and
   * development.
   */
  readonly checkAnswers: boolean;
  /** Let pages of the development web server read answers. */
  readonly development: boolean;
}

type Call = (input: unknown) => Promise<HttpAnswer & { code: number }>;

/**
 * Makes the handler of all operations of a router. Failures become answers; it throws only if `checkAnswers` finds an
 * answer that the operation does not declare.
 */
export function restDoor(options: RestDoorOptions) {
  const routes = new Routes(options.router);
  const createCaller = createCallerFactory(options.router);

  return async (request: IncomingMessage, response: ServerResponse, facts: RequestFacts): Promise<void> => {
    if (options.development && applyCors(request, response)) return;
    const match = routes.find(request.method ?? '', facts.path);
    if (request.method === 'OPTIONS' && match.kind === 'wrong-method') {
      writeAnswer(response, { status: 204, headers: { Allow: [...match.allow, 'OPTIONS'].join(', ') } });
      return;
    }
    const answer = await answerOrRefusal(match, request, facts, leftSignal(response));
    if (response.destroyed) return;
    if (options.checkAnswers && match.kind === 'route') assertPromised(match.route, answer);
    writeAnswer(response, answer);
  };

  async function answerOrRefusal(
    match: Match,
    request: IncomingMessage,
    facts: RequestFacts,
    signal: AbortSignal,
  ): Promise<HttpAnswer> {
    try {
      if (match.kind !== 'route') throw noRoute(match, request.method ?? '', facts.path);
      return await call(match.route, match.params, request, facts, signal);
    } catch (error) {
      const refusal = errorResponse(error, facts.requestId);
      // Failures inside a procedure are logged there, along with its path.
      if (!refusal.expected && !(error instanceof TRPCError)) {
        options.logger.error(
          { err: error, requestId: facts.requestId, path: facts.path },
          'request failed unexpectedly',
        );
      }
      return refusal;
    }
  }

  async function call(
    route: Route,
    params: object,
    request: IncomingMessage,
    facts: RequestFacts,
    signal: AbortSignal,
  ): Promise<HttpAnswer> {
    const context = await options.contextOf(route, request, facts);
    // The procedure asks the policy too, but only once the body has been read, and nobody without the right should get
    // to send one.
    askPolicy(route.action, context.caller, route.isOwned ? 'own' : 'other');
    if (route.hasEffect) refuseUncertain(request, facts);
    const input: Record<string, unknown> = { ...params };
    if (route.query.length > 0) {
      const query = new URLSearchParams(facts.query);
      for (const name of route.query) input[name] = query.get(name) ?? undefined;
    }
    for (const name of route.headers) input[name] = request.headers[name];
    if (route.body !== 'none') {
      input['body'] =
        'json' in route.body
          ? await readValues(request, facts.remoteAddress, route.body.json, route.body.mayBeForm)
          : uploadOf(request, facts.remoteAddress, route.body.contentTypes, route.body.limits);
    }
    const procedures = createCaller(context, { signal }) as unknown as Record<string, Call>;
    const { code, body } = await (procedures[route.operation] as Call)(input);
    return { status: code, body, headers: options.headersFor?.(context.caller) };
  }
}

/** Aborted when the client hangs up before it has its answer. */
function leftSignal(response: ServerResponse): AbortSignal {
  const left = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) left.abort();
  });
  return left.signal;
}

function noRoute(match: Exclude<Match, { kind: 'route' }>, method: string, path: string): FarmError {
  if (match.kind === 'unknown') {
    return new FarmError('not-found', { message: `there is no ${path}; /api/v3/openapi3.json lists all paths` });
  }
  const allow = match.allow.join(', ');
  return new FarmError('method-not-allowed', { message: `${path} takes ${allow}, not ${method}`, details: { allow } });
}

function assertPromised(route: Route, answer: HttpAnswer): void {
  const complaint = answerComplaint(route.operation, answer, route.responses);
  if (complaint !== undefined) throw new Error(complaint);
}
