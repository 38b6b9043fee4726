import { open } from 'node:fs/promises';
import { FarmError } from '../domain/errors.ts';
import type { Content } from '../plugins/plugin-route.ts';

/** The path of the interactive API page. */
export const EXPLORER_PATH = '/api/v3/swagger-ui/';

/** The only files of the package that are served: those that the page uses. */
const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Flamenco-NG API</title>
<link rel="icon" href="/favicon.ico">
<link rel="stylesheet" href="swagger-ui.css">
<style>body { margin: 0 } .swagger-ui .info { margin: 24px 0 }</style>
</head>
<body>
<div id="explorer"></div>
<script src="swagger-ui-bundle.js"></script>
<script src="start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({
  url: '../openapi3.json',
  dom_id: '#explorer',
  deepLinking: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
`;

/**
 * A file of the API explorer. All of them are installed locally, so it works without an internet connection.
 * @throws FarmError not-found
 */
export async function explorerFile(path: string): Promise<Content> {
  const name = path.slice(EXPLORER_PATH.length);
  if (name === '' || name === 'index.html') return { type: 'text/html; charset=utf-8', body: PAGE };
  if (name === 'start.js') return { type: 'text/javascript; charset=utf-8', body: START };
  const type = FILES[name];
  if (type === undefined) throw new FarmError('not-found', { message: `there is no ${path}` });
  const body = await open(new URL(name, import.meta.resolve('swagger-ui-dist/package.json')));
  return { type, body, cacheControl: 'public, max-age=3600' };
}
