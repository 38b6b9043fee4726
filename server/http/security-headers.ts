import type { ServerResponse } from 'node:http';

/**
 * What pages may do. Next writes inline scripts and styles and the pages are static files, so there is no nonce to give
 * them; everything else comes from this server only.
 */
const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

/** Sets what every answer carries. In development Next evaluates code and opens a socket of its own. */
export function setSecurityHeaders(response: ServerResponse, development: boolean): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('Content-Security-Policy', development ? DEVELOPMENT_TEXT : PAGE_TEXT);
}

function developmentPolicy(): string[] {
  const rest = PAGE_POLICY.filter((line) => !line.startsWith('script-src'));
  return [...rest, "script-src 'self' 'unsafe-inline' 'unsafe-eval'", "connect-src 'self' ws:"];
}

const PAGE_TEXT = PAGE_POLICY.join('; ');
const DEVELOPMENT_TEXT = developmentPolicy().join('; ');
