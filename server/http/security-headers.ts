import type { ServerResponse } from 'node:http';

/**
 * What pages may do. Mantine and Next write styles into pages as they run, and styles alone cannot run anything;
 * everything else may only come from this server.
 */
const PAGE_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const API_TEXT = "default-src 'none'; frame-ancestors 'none'";
const PAGE_TEXT = pagePolicy([]);
const PERMISSIONS = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
]
  .map((name) => `${name}=()`)
  .join(', ');

/** Sets the headers that every answer carries. @param isApi if it is never shown as a page */
export function setSecurityHeaders(response: ServerResponse, isApi: boolean): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Content-Security-Policy', isApi ? API_TEXT : PAGE_TEXT);
  if (isApi) return;
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Permissions-Policy', PERMISSIONS);
}

/**
 * The policy of a page whose own scripts are files of this server, or among `scripts`: sources such as `'sha256-…'` and
 * `'nonce-…'`.
 */
export function pagePolicy(scripts: readonly string[]): string {
  return `${PAGE_POLICY}; script-src ${["'self'", ...scripts].join(' ')}`;
}

/** In development, Next writes scripts into pages, evaluates code and opens a socket of its own. */
export const DEVELOPMENT_POLICY = `${pagePolicy(["'unsafe-inline'", "'unsafe-eval'"])}; connect-src 'self' ws:`;
