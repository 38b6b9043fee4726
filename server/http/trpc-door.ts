import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AnyTRPCRouter } from '@trpc/server';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import { requestContext } from '../trpc/context.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import type { RequestFacts } from './request-facts.ts';

/** Where the door of our web pages is; the rest of the path names the procedure. */
export const TRPC_PREFIX = '/api/trpc/';

/**
 * Makes the handler of `/api/trpc`: queries, mutations, and subscriptions as server-sent events that last until the client
 * leaves or the server stops.
 */
export function trpcDoor(farm: Farm, router: AnyTRPCRouter, maxBodySize: number) {
  return (request: IncomingMessage, response: ServerResponse, facts: RequestFacts): Promise<void> =>
    nodeHTTPRequestHandler({
      router,
      path: procedurePath(facts.path),
      req: request,
      res: response,
      maxBodySize,
      createContext: () =>
        Promise.resolve(requestContext(farm, { requestId: facts.requestId, remoteAddress: facts.remoteAddress })),
    });
}

/** Batched calls separate names by commas, which clients may encode. */
function procedurePath(path: string): string {
  try {
    return decodeURIComponent(path.slice(TRPC_PREFIX.length));
  } catch (cause) {
    throw new FarmError('bad-request', { message: `the path ${path} is not a valid URL`, cause });
  }
}
