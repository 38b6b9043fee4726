import type { Content, PluginRoute } from '../plugins/plugin-route.ts';
import { EXPLORER_PATH, explorerFile } from './explorer.ts';
import { FAVICON } from './favicon.ts';
import { jobFilesRoute } from './job-files.ts';

/** What the kernel's own paths need for their answers. */
export interface KernelRoutes {
  /** The folder of task logs and last-rendered images. */
  readonly localStorage: string;
  /** The OpenAPI document as JSON text. */
  readonly openApi: () => string;
  /** True while the manager can do its work. */
  readonly isReady: () => boolean;
}

/** The kernel's paths outside its doors. */
export function kernelRoutes({ localStorage, openApi, isReady }: KernelRoutes): readonly PluginRoute[] {
  // Relative, so that it stays below the path that a proxy may have taken away; the page can then say what is wrong.
  const toPages = () => ({ redirectTo: 'app/' });
  return [
    {
      path: '/api/v3/openapi3.json',
      action: 'api.describe',
      answer: () => ({ type: 'application/json', body: openApi() }),
    },
    {
      path: EXPLORER_PATH.slice(0, -1),
      action: 'api.describe',
      answer: () => ({ redirectTo: EXPLORER_PATH.split('/').slice(-2).join('/') }),
    },
    { path: EXPLORER_PATH, action: 'api.describe', answer: ({ path }) => explorerFile(path) },
    { path: '/healthz', action: 'manager.find', answer: () => word('alive') },
    { path: '/readyz', action: 'manager.find', answer: () => (isReady() ? word('ready') : word('not ready', 503)) },
    jobFilesRoute(localStorage),
    { path: '/', action: 'pages.open', answer: toPages },
    { path: '/app', action: 'pages.open', answer: toPages },
    { path: '/favicon.ico', action: 'pages.open', answer: () => FAVICON },
    { path: '/favicon.png', action: 'pages.open', answer: () => FAVICON },
  ];
}

function word(text: string, status = 200): Content {
  return { type: 'text/plain; charset=utf-8', cacheControl: 'no-store', status, body: `${text}\n` };
}
