import type { ServerResponse } from 'node:http';

/**
 * What pages may do. Next writes inline scripts and styles, and as the pages are static files they cannot be given a
 * nonce; everything else may only come from this server.
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

/** Sets the headers that every answer carries. In development, Next evaluates code and opens a socket of its own. */
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
