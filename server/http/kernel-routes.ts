import type { PluginRoute } from '../plugins/define-plugin.ts';
import { EXPLORER_PATH, sendExplorer } from './explorer.ts';
import { sendFavicon } from './favicon.ts';
import { jobFilesRoute } from './job-files.ts';
import { writeAnswer } from './write-answer.ts';

/** What the kernel's own paths answer with. */
export interface KernelRoutes {
  /** The folder of task logs and last-rendered images. */
  readonly localStorage: string;
  /** The OpenAPI document as JSON text. */
  readonly openApi: () => string;
  /** True while the manager can do its work. */
  readonly isReady: () => boolean;
}

/** The kernel's paths outside of its doors. */
export function kernelRoutes({ localStorage, openApi, isReady }: KernelRoutes): readonly PluginRoute[] {
  return [
    {
      path: '/api/v3/openapi3.json',
      action: 'api.describe',
      answer(_request, response) {
        response.setHeader('Content-Type', 'application/json');
        writeAnswer(response, { status: 200, body: openApi() });
      },
    },
    { path: EXPLORER_PATH.slice(0, -1), action: 'api.describe', answer: redirect(EXPLORER_PATH) },
    {
      path: EXPLORER_PATH,
      action: 'api.describe',
      answer: (_request, response, { path }) => sendExplorer(response, path),
    },
    {
      path: '/healthz',
      action: 'manager.find',
      answer: (_request, response) => writeAnswer(response, { status: 200, body: 'alive\n' }),
    },
    {
      path: '/readyz',
      action: 'manager.find',
      answer: (_request, response) =>
        writeAnswer(response, isReady() ? { status: 200, body: 'ready\n' } : { status: 503, body: 'not ready\n' }),
    },
    ...['/favicon.ico', '/favicon.png'].map((path): PluginRoute => ({
      path,
      action: 'pages.open',
      answer: (_request, response) => sendFavicon(response),
    })),
    jobFilesRoute(localStorage),
    { path: '/', action: 'pages.open', answer: redirect('/app/') },
    { path: '/app', action: 'pages.open', answer: redirect('/app/') },
  ];
}

function redirect(to: string): PluginRoute['answer'] {
  return (_request, response, { query }) => writeAnswer(response, { status: 307, headers: { Location: to + query } });
}
