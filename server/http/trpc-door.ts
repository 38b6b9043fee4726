import type { AnyTRPCRouter } from '@trpc/server';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import type { Access } from '../access/access.ts';
import { requestContext } from '../trpc/context.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import type { Handler } from './route-table.ts';

/** The path prefix of the web pages' door; the rest of the path names the procedure. */
export const TRPC_PREFIX = '/api/trpc/';

/** What the web pages' door is made with. */
export interface TrpcDoorOptions {
  readonly farm: Farm;
  readonly access: Access;
  readonly router: AnyTRPCRouter;
  /** The largest request body, in bytes. */
  readonly maxBodySize: number;
}

/**
 * Makes the handler of `/api/trpc`: queries, mutations, and subscriptions. Subscriptions are server-sent events that
 * last until the client leaves or the server stops.
 */
export function trpcDoor({ farm, access, router, maxBodySize }: TrpcDoorOptions): Handler {
  return (request, response, facts) => {
    // Answers of a batch and events go out one by one; nginx would collect them.
    response.setHeader('X-Accel-Buffering', 'no');
    return nodeHTTPRequestHandler({
      router,
      path: procedurePath(facts.path),
      req: request,
      res: response,
      maxBodySize,
      createContext: () => Promise.resolve(requestContext(farm, access, facts)),
    });
  };
}

/** Batched calls separate the names with commas, which clients may encode. */
function procedurePath(path: string): string {
  try {
    return decodeURIComponent(path.slice(TRPC_PREFIX.length));
  } catch (cause) {
    throw new FarmError('bad-request', { message: `the path ${path} is not a valid URL`, cause });
  }
}
