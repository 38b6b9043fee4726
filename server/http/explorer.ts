import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { FarmError } from '../domain/errors.ts';

/** Where the interactive page of the API is. */
export const EXPLORER_PATH = '/api/v3/swagger-ui/';

/** The files of the package that the page uses; nothing else of it is served. */
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

/** Serves the API explorer from installed files only; it works without a connection to the internet. */
export function sendExplorer(response: ServerResponse, path: string): void {
  const name = path.slice(EXPLORER_PATH.length);
  if (name === '' || name === 'index.html') return send(response, 'text/html; charset=utf-8', PAGE);
  if (name === 'start.js') return send(response, 'text/javascript; charset=utf-8', START);
  const contentType = FILES[name];
  if (contentType === undefined) throw new FarmError('not-found', { message: `there is no ${path}` });
  response.setHeader('Content-Type', contentType);
  response.setHeader('Cache-Control', 'public, max-age=3600');
  createReadStream(new URL(name, import.meta.resolve('swagger-ui-dist/package.json')))
    .on('error', (error) => response.destroy(error))
    .pipe(response);
}

function send(response: ServerResponse, contentType: string, text: string): void {
  response.setHeader('Content-Type', contentType);
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}
