import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Access, askPolicy } from '../access/access.ts';
import type { RequestFacts } from '../access/request-facts.ts';
import { FarmError } from '../domain/errors.ts';
import type { PluginRoute } from '../plugins/plugin-route.ts';
import { sendContent } from './send-content.ts';
import { writeAnswer } from './write-answer.ts';

/** Answers one request; what it returns is waited for and otherwise ignored. May throw before anything was written. */
export type Handler = (request: IncomingMessage, response: ServerResponse, facts: RequestFacts) => unknown;

/** Who answers what. Whatever is absent is answered with 404. */
export interface RouteTable {
  readonly access: Access;
  /** The kernel's own paths; they may lie below a door. */
  readonly routes: readonly PluginRoute[];
  /**
   * Where procedures are called, each of which asks the policy for itself. By the beginning of the path, with a slash
   * at its end.
   */
  readonly doors: Readonly<Record<`/${string}/`, Handler>>;
  /** Further paths, of plugins. */
  readonly more: readonly PluginRoute[];
  /** The web pages, `/app/…` and what they need; they are wherever nothing else is. */
  readonly pages?: Handler;
}

/** Finds who answers a request. The policy is asked before anything but a door is. */
export function routeTable({ access, routes, doors, more, pages }: RouteTable): Handler {
  const prefixes = Object.entries(doors);
  return async (request, response, facts) => {
    const { path, query, actor } = facts;
    const own = routeAt(routes, path);
    const door = own ? undefined : prefixes.find(([prefix]) => path.startsWith(prefix));
    if (door) return door[1](request, response, facts);
    const route = own ?? routeAt(more, path);
    if (route) {
      askPolicy(access, route.action, actor);
      refuseOtherMethods(request, path);
      const answer = await route.answer(facts);
      if ('body' in answer) return sendContent(request, response, answer);
      return writeAnswer(response, { status: 307, headers: { Location: answer.redirectTo + query } });
    }
    if (!pages || path.startsWith('/api/'))
      throw new FarmError('not-found', { message: `there is no ${path} on this manager` });
    askPolicy(access, 'pages.open', actor);
    // Next calls its first page `/app` and would redirect `/app/` back to it, for ever.
    if (path === '/app/') request.url = `/app${query}`;
    return pages(request, response, facts);
  };
}

function routeAt(routes: readonly PluginRoute[], path: string): PluginRoute | undefined {
  return routes.find((route) => path === route.path || (isFolder(route.path) && path.startsWith(route.path)));
}

/** The front page is no folder of everything. */
const isFolder = (path: string) => path.endsWith('/') && path !== '/';

function refuseOtherMethods({ method }: IncomingMessage, path: string): void {
  if (method === 'GET' || method === 'HEAD') return;
  const allow = 'GET, HEAD';
  throw new FarmError('method-not-allowed', { message: `${path} takes ${allow}, not ${method}`, details: { allow } });
}
