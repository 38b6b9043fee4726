import type { IncomingMessage, ServerResponse } from 'node:http';
import { isDevelopmentPage } from '../development-page.ts';

/**
 * In development, lets pages of the development web server on this same computer read answers. Returns true if the
 * request was a preflight, which is then already answered.
 */
export function applyCors(request: IncomingMessage, response: ServerResponse): boolean {
  const origin = request.headers.origin;
  if (origin === undefined) return false;
  response.setHeader('Vary', 'Origin');
  if (!isDevelopmentPage(origin, request.headers.host ?? '')) return false;
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
