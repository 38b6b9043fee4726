import { fileURLToPath } from 'node:url';
import type { Handler } from './route-table.ts';

export interface Pages {
  readonly handler: Handler;
  close(): Promise<void>;
}

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The web pages. They must have been built before (`npm run build`), unless `development` builds them as they are asked for.
 * Next is loaded only here: nothing of the kernel passes through its bundler.
 */
export async function openPages(development: boolean): Promise<Pages> {
  process.env['NEXT_TELEMETRY_DISABLED'] = '1';
  // Next is CommonJS whose types claim a default export of its own.
  const next = (await import('next')).default as unknown as typeof import('next').default.default;
  const app = next({ dev: development, dir: PROJECT, quiet: true });
  await app.prepare();
  const handle = app.getRequestHandler();
  return { handler: (request, response) => handle(request, response), close: () => app.close() };
}
