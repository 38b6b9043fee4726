import type { IncomingMessage } from 'node:http';
import type { AnyTRPCRouter } from '@trpc/server';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import type { Access } from '../access/access.ts';
import { type Caller, callerMay } from '../access/caller.ts';
import { MOST_BODY, MOST_CALLS } from '../contracts/limits.ts';
import { type BrowserSide, requestContext } from '../trpc/context.ts';
import type { ProcedureMeta } from '../trpc/init.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { refuseVastJson } from './json-shape.ts';
import { textOf } from './parse-json.ts';
import { readBody } from './read-body.ts';
import type { Handler } from './route-table.ts';
import { mediaType } from './v3/request-body.ts';

/** The path prefix of the web pages' door; the rest of the path names the procedure. */
export const TRPC_PREFIX = '/api/trpc/';

/** What the web pages' door is made with. */
export interface TrpcDoorOptions {
  readonly farm: Farm;
  readonly access: Access;
  readonly router: AnyTRPCRouter;
}

/**
 * Makes the handler of `/api/trpc`: queries, mutations, and subscriptions. Subscriptions are server-sent events that
 * last until the client leaves or the server stops.
 */
export function trpcDoor({ farm, access, router }: TrpcDoorOptions): Handler {
  const { procedures } = router._def as unknown as { procedures: Record<string, Procedure | undefined> };
  /** Nobody without the right should get to send a body; the procedures ask again, and refuse. */
  const mayCallOne = (path: string, caller: Caller) =>
    path.split(',').some((name) => {
      const action = procedures[name]?._def.meta?.action;
      return action !== undefined && callerMay(action, caller, 'own');
    });
  return async (request, response, facts) => {
    const path = procedurePaths(facts.path);
    const caller = await access.identify(request.headers, facts);
    if (request.method === 'POST') {
      refuseOtherTypes(request);
      const body = mayCallOne(path, caller) ? await readText(request, facts.remoteAddress) : '';
      Object.assign(request, { body });
    }
    const browser: BrowserSide = {
      headers: request.headers,
      setCookies: (cookies) => cookies.forEach((cookie) => response.appendHeader('Set-Cookie', cookie)),
    };
    response.setHeader('Cache-Control', 'no-store');
    // Answers of a batch and events go out one by one; nginx would collect them.
    response.setHeader('X-Accel-Buffering', 'no');
    return nodeHTTPRequestHandler({
      router,
      path,
      req: request,
      res: response,
      createContext: () => Promise.resolve(requestContext(farm, access, caller, { ...facts, browser })),
    });
  };
}

interface Procedure {
  readonly _def: { readonly meta?: Partial<ProcedureMeta> };
}

/**
 * Other types can be sent by forms of any web site without asking.
 * @throws FarmError unsupported-media-type
 */
function refuseOtherTypes(request: IncomingMessage): void {
  const type = mediaType(request);
  if (type === 'application/json') return;
  throw new FarmError('unsupported-media-type', { message: `Content-Type must be application/json, not "${type}"` });
}

async function readText(request: IncomingMessage, client: string): Promise<string> {
  const bytes = await readBody(request, client, MOST_BODY.long.bytes);
  refuseVastJson(bytes, MOST_BODY.long.values);
  return textOf(bytes);
}

/**
 * The names of the procedures that a request calls, separated by commas, which clients may encode. They all run at the
 * same time, and answers may be thousands of times longer than the requests for them.
 * @throws FarmError bad-request
 */
function procedurePaths(path: string): string {
  const names = decoded(path);
  const count = names.split(',').length;
  if (count > MOST_CALLS)
    throw new FarmError('bad-request', { message: `a request may call ${MOST_CALLS} procedures, not ${count}` });
  return names;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path.slice(TRPC_PREFIX.length));
  } catch (cause) {
    throw new FarmError('bad-request', { message: `the path ${path} is not a valid URL`, cause });
  }
}
