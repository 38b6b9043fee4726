import type { IncomingMessage, ServerResponse } from 'node:http';

/** The port of the development web server, whose pages may call the API. */
const DEVELOPMENT_PORT = 8081;

/**
 * Lets pages of the development web server on this same computer read answers. Returns true if the request was a
 * preflight, which is then already answered.
 */
export function applyCors(request: IncomingMessage, response: ServerResponse): boolean {
  const origin = request.headers.origin;
  if (origin === undefined) return false;
  response.setHeader('Vary', 'Origin');
  if (!isAllowed(origin, request.headers.host ?? '')) return false;
  response.setHeader('Access-Control-Allow-Origin', origin);
  if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return false;
  response.setHeader('Access-Control-Allow-Methods', 'POST, GET, OPTIONS, PUT, DELETE');
  response.setHeader(
    'Access-Control-Allow-Headers',
    request.headers['access-control-request-headers'] ?? 'Content-Type',
  );
  response.writeHead(204).end();
  return true;
}

/** `host` is the name that the client uses for this manager, so it is one of the manager's own addresses. */
function isAllowed(origin: string, host: string): boolean {
  if (origin === `http://localhost:${DEVELOPMENT_PORT}`) return true;
  const name = host.replace(/:\d+$/, '');
  return name !== '' && origin === `http://${name}:${DEVELOPMENT_PORT}`;
}
