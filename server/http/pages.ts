import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { consoleToLog } from '../logging/console-to-log.ts';
import type { Logger } from '../logging/logger.ts';
import { inlineScripts } from './inline-scripts.ts';
import { type Handler, refuseOtherMethods } from './route-table.ts';
import { DEVELOPMENT_POLICY, pagePolicy } from './security-headers.ts';
import type { UpgradeDoor } from './upgrades.ts';

/** The web pages, ready to be served. */
export interface Pages {
  readonly handler: Handler;
  /** Tells open pages in development what was built anew. */
  readonly upgrade: UpgradeDoor['take'];
}

/**
 * The part of Next that we use. Its own types describe a default export that does not exist when Node loads the
 * CommonJS package.
 */
interface NextServer {
  prepare(): Promise<void>;
  getRequestHandler(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const FOREVER = '/app/_next/static/';
/** The path of Next's connection to open pages in development. */
export const PAGES_UPGRADE_PATH = '/app/_next/';

let opened: Promise<Pages> | undefined;

/**
 * The web pages. They must have been built (`npm run build`), unless `development` builds them as they are requested.
 * They are opened once and serve every manager of this process, also after a restart: what Next closes, it cannot open
 * again, and then answers every page with 500. They end with the process.
 */
export function openPages(development: boolean, logger: Logger): Promise<Pages> {
  opened ??= prepare(development, logger);
  opened.catch(() => (opened = undefined));
  return opened;
}

/** Next is loaded only here: no kernel code passes through its bundler. */
async function prepare(development: boolean, logger: Logger): Promise<Pages> {
  process.env['NEXT_TELEMETRY_DISABLED'] = '1';
  const next = createRequire(import.meta.url)('next') as (options: {
    dev: boolean;
    dir: string;
    quiet: boolean;
    httpServer: EventEmitter;
  }) => NextServer;
  if (!development) consoleToLog(logger);
  // Next listens for upgrades by itself, and would leave those open that are not its own. It never gets to see ours.
  const httpServer = new EventEmitter();
  const app = next({ dev: development, dir: PROJECT, quiet: true, httpServer });
  await app.prepare();
  const handle = app.getRequestHandler();
  const scripts = development ? [] : await inlineScripts(join(PROJECT, '.next', 'server', 'app'));
  return {
    handler: (request, response, { path }) => {
      if (development) response.setHeader('Content-Security-Policy', DEVELOPMENT_POLICY);
      else {
        refuseOtherMethods(request, path);
        allowScripts(request, response, scripts);
        // Next lets proxies keep pages for a year. What it builds under names of their own may be kept, and it says so.
        if (!path.startsWith(FOREVER)) response.setHeader('Cache-Control', 'no-cache');
      }
      return handle(request, response);
    },
    upgrade: (request, socket, head) => {
      if (!httpServer.emit('upgrade', request, socket, head)) socket.destroy();
    },
  };
}

/**
 * Scripts inside pages that were built once are known. Those of pages that Next makes when they are asked for get a
 * nonce; Next reads it from this header of the request.
 */
function allowScripts(request: IncomingMessage, response: ServerResponse, scripts: readonly string[]): void {
  const nonce = `'nonce-${randomBytes(16).toString('base64')}'`;
  request.headers['content-security-policy'] = `script-src ${nonce}`;
  response.setHeader('Content-Security-Policy', pagePolicy([...scripts, nonce]));
}
