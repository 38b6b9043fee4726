import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access } from '../access/access.ts';
import { askPolicy } from '../access/caller.ts';
import type { RequestFacts } from '../access/request-facts.ts';
import { FarmError } from '../domain/errors.ts';
import type { PluginRoute } from '../plugins/plugin-route.ts';
import { pathInFront } from './path-in-front.ts';
import { sendContent } from './send-content.ts';
import { writeAnswer } from './write-answer.ts';

/**
 * Answers one request. What it returns is awaited and otherwise ignored. May throw as long as nothing has been written.
 */
export type Handler = (request: IncomingMessage, response: ServerResponse, facts: RequestFacts) => unknown;

/** Who answers which path. Anything else is a 404. */
export interface RouteTable {
  readonly access: Access;
  /** The kernel's own paths; they may lie below a door. */
  readonly routes: readonly PluginRoute[];
  /**
   * Where procedures are called; each of them asks the policy itself. The key is the beginning of the path and ends
   * with a slash.
   */
  readonly doors: Readonly<Record<`/${string}/`, Handler>>;
  /** The paths of plugins. */
  readonly more: readonly PluginRoute[];
  /** The web pages, `/app/…` and what they need; they get every path that nothing else takes. */
  readonly pages?: Handler;
}

/** All pages but one, without the files that they are made of. */
const NEEDS_SET_UP = /^\/app\/(?!_next\/|setup$)[^.]*$/;

/** Finds who answers a request. The policy is asked first, except for doors, whose procedures ask it themselves. */
export function routeTable({ access, routes, doors, more, pages }: RouteTable): Handler {
  const prefixes = Object.entries(doors);
  return async (request, response, facts) => {
    const { path, query } = facts;
    const own = routeAt(routes, path);
    const door = own ? undefined : prefixes.find(([prefix]) => path.startsWith(prefix));
    if (door) return door[1](request, response, facts);
    const route = own ?? routeAt(more, path);
    if (route) {
      askPolicy(route.action, await access.identify(request.headers, facts));
      refuseOtherMethods(request, path);
      const answer = await route.answer(facts);
      if ('body' in answer) return sendContent(request, response, answer);
      return writeAnswer(response, { status: 307, headers: { Location: answer.redirectTo + query } });
    }
    const front = pathInFront(path);
    if (!pages || path.startsWith('/api/') || front !== undefined)
      throw new FarmError('not-found', { message: `there is no ${path} on this manager${hintAbout(front)}` });
    askPolicy('pages.open', await access.identify(request.headers, facts));
    refuseUndecodable(path);
    if (access.mode === 'setup' && NEEDS_SET_UP.test(path))
      return writeAnswer(response, { status: 307, headers: { Location: '/app/setup' } });
    // Next calls its first page `/app`, and would keep redirecting `/app/` to it, forever.
    if (path === '/app/') return writeAnswer(response, { status: 307, headers: { Location: `jobs${query}` } });
    return pages(request, response, facts);
  };
}

function routeAt(routes: readonly PluginRoute[], path: string): PluginRoute | undefined {
  return routes.find((route) => path === route.path || (isFolder(route.path) && path.startsWith(route.path)));
}

/** @throws FarmError bad-request for a path with escapes that are no text, which Next answers with 500 */
function refuseUndecodable(path: string): void {
  try {
    decodeURIComponent(path);
  } catch (cause) {
    throw new FarmError('bad-request', { message: `the path ${path} is not a valid URL`, cause });
  }
}

function hintAbout(front: string | undefined): string {
  if (front === undefined) return '';
  return `; if a proxy puts it below ${front}, it has to take that away, and pages need an address without a path (docs/reverse-proxy.md)`;
}

/** Otherwise the front page would take every path. */
const isFolder = (path: string) => path.endsWith('/') && path !== '/';

/** @throws FarmError method-not-allowed for anything but reading */
export function refuseOtherMethods({ method }: IncomingMessage, path: string): void {
  if (method === 'GET' || method === 'HEAD') return;
  const allow = 'GET, HEAD';
  throw new FarmError('method-not-allowed', { message: `${path} takes ${allow}, not ${method}`, details: { allow } });
}
