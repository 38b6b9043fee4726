import type { IncomingMessage, ServerResponse } from 'node:http';
import { FarmError } from '../domain/errors.ts';
import { EXPLORER_PATH, sendExplorer } from './explorer.ts';
import { sendFavicon } from './favicon.ts';
import type { RequestFacts } from './request-facts.ts';
import { TRPC_PREFIX } from './trpc-door.ts';
import { writeAnswer } from './write-answer.ts';

/** Answers one request; what it returns is waited for and otherwise ignored. May throw before anything was written. */
export type Handler = (request: IncomingMessage, response: ServerResponse, facts: RequestFacts) => unknown;

/** Who answers what. Whatever is absent is answered with 404. */
export interface Handlers {
  readonly v3: Handler;
  readonly trpc?: Handler;
  /** Task logs and last-rendered images, `/job-files/…`. */
  readonly jobFiles?: Handler;
  /** The web pages, `/app/…` and what they need. */
  readonly pages?: Handler;
  /** The OpenAPI document as JSON text. */
  readonly openApi: () => string;
  /** True while the manager can do its work. */
  readonly isReady: () => boolean;
  /** Further paths, of plugins; asked before the pages. One that ends in `/` stands for everything below it. */
  readonly more?: readonly { readonly path: string; readonly answer: Handler }[];
}

/** The manager's paths, most wanted first. */
export function routeTable(handlers: Handlers): Handler {
  return (request, response, facts) => {
    const { path } = facts;
    if (path.startsWith('/api/v3/')) return apiRoute(handlers, request, response, facts);
    if (path.startsWith(TRPC_PREFIX) && handlers.trpc) return handlers.trpc(request, response, facts);
    if (path.startsWith('/job-files/') && handlers.jobFiles) return handlers.jobFiles(request, response, facts);
    switch (path) {
      case '/healthz':
        return writeAnswer(response, { status: 200, body: 'alive\n' });
      case '/readyz':
        return writeAnswer(
          response,
          handlers.isReady() ? { status: 200, body: 'ready\n' } : { status: 503, body: 'not ready\n' },
        );
      case '/':
      case '/app':
        return writeAnswer(response, { status: 307, headers: { Location: `/app/${facts.query}` } });
      case '/favicon.ico':
      case '/favicon.png':
        return sendFavicon(response);
    }
    // Next calls its first page `/app` and would redirect `/app/` back to it, for ever.
    if (path === '/app/') request.url = `/app${facts.query}`;
    const plugin = handlers.more?.find((entry) => path === entry.path || isBelow(path, entry.path));
    if (plugin) return plugin.answer(request, response, facts);
    if (handlers.pages && !path.startsWith('/api/')) return handlers.pages(request, response, facts);
    throw new FarmError('not-found', { message: `there is no ${path} on this manager` });
  };
}

const isBelow = (path: string, folder: string) => folder.endsWith('/') && path.startsWith(folder);

function apiRoute(handlers: Handlers, request: IncomingMessage, response: ServerResponse, facts: RequestFacts) {
  if (facts.path === '/api/v3/openapi3.json') {
    response.setHeader('Content-Type', 'application/json');
    return writeAnswer(response, { status: 200, body: handlers.openApi() });
  }
  if (facts.path === EXPLORER_PATH.slice(0, -1))
    return writeAnswer(response, { status: 307, headers: { Location: EXPLORER_PATH } });
  if (facts.path.startsWith(EXPLORER_PATH)) return sendExplorer(response, facts.path);
  return handlers.v3(request, response, facts);
}
