import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Handler } from './route-table.ts';

export interface Pages {
  readonly handler: Handler;
  close(): Promise<void>;
}

/**
 * What we use of Next. Its own types describe a default export that Node's view of the CommonJS package does not have.
 */
interface NextServer {
  prepare(): Promise<void>;
  getRequestHandler(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  close(): Promise<void>;
}

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The web pages. They must have been built before (`npm run build`), unless `development` builds them as they are asked
 * for. Next is loaded only here: nothing of the kernel passes through its bundler.
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
