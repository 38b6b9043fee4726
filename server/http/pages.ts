import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Handler } from './route-table.ts';

/** The web pages, ready to be served. */
export interface Pages {
  readonly handler: Handler;
  close(): Promise<void>;
}

/**
 * The part of Next that we use. Its own types describe a default export that does not exist when Node loads the
 * CommonJS package.
 */
interface NextServer {
  prepare(): Promise<void>;
  getRequestHandler(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  close(): Promise<void>;
}

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The web pages. They must have been built (`npm run build`), unless `development` builds them as they are requested.
 * Next is loaded only here: no kernel code passes through its bundler.
 */
export async function openPages(development: boolean): Promise<Pages> {
  process.env['NEXT_TELEMETRY_DISABLED'] = '1';
  const next = createRequire(import.meta.url)('next') as (options: {
    dev: boolean;
    dir: string;
    quiet: boolean;
  }) => NextServer;
  const app = next({ dev: development, dir: PROJECT, quiet: true });
  await app.prepare();
  const handle = app.getRequestHandler();
  return { handler: (request, response) => handle(request, response), close: () => app.close() };
}
