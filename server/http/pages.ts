import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Handler } from './route-table.ts';
import type { UpgradeDoor } from './upgrades.ts';

/** The web pages, ready to be served. */
export interface Pages {
  readonly handler: Handler;
  /** Tells open pages in development what was built anew. */
  readonly upgrade: UpgradeDoor['take'];
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
/** The path of Next's connection to open pages in development. */
export const PAGES_UPGRADE_PATH = '/app/_next/';

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
    httpServer: EventEmitter;
  }) => NextServer;
  // Next listens for upgrades by itself, and would leave those open that are not its own. It never gets to see ours.
  const httpServer = new EventEmitter();
  const app = next({ dev: development, dir: PROJECT, quiet: true, httpServer });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    handler: (request, response) => handle(request, response),
    upgrade: (request, socket, head) => {
      if (!httpServer.emit('upgrade', request, socket, head)) socket.destroy();
    },
    close: () => app.close(),
  };
}
