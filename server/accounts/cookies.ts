import { createHmac, timingSafeEqual } from 'node:crypto';
import { HOST_ONLY } from '../access/known-cookies.ts';
import { hashOf } from './hashes.ts';

/** The parts of a request by which people sign in and stay signed in. */
export interface Visit {
  /** The `Cookie` header, in the names that cookies have inside of the manager (`knownCookies`). */
  readonly cookie: string | undefined;
  readonly userAgent: string | undefined;
  /** The address of the calling computer. */
  readonly address: string;
  /** Whether the caller reaches the manager, or the proxy in front of it, by HTTPS. */
  readonly secure: boolean;
}

/** What the cookie of a session is called, besides what all of a farm's cookies begin with. */
const SESSION = 'session';

/** Farms on one computer differ in their ports only, which cookies do not; so each has names of its own for them. */
export function cookiePrefix(secret: string): string {
  return `flamenco-${hashOf(`cookies ${secret}`).slice(0, 8)}`;
}

/** The name of the cookie that holds a session. */
export function sessionCookie(secret: string): string {
  return `${cookiePrefix(secret)}.${SESSION}`;
}

/** What the library gets to see of a request. */
export function libraryHeaders({ cookie, userAgent }: Pick<Visit, 'cookie' | 'userAgent'>): Headers {
  const headers = new Headers();
  if (cookie !== undefined) headers.set('cookie', cookie);
  if (userAgent !== undefined) headers.set('user-agent', userAgent);
  return headers;
}

/** The `Set-Cookie` headers that the library wants to be sent; those of a visit by HTTPS are never sent without. */
export function cookiesFrom(headers: Headers, visit: Pick<Visit, 'secure'>): string[] {
  return headers.getSetCookie().map((cookie) => withHttps(cookie, visit));
}

/** A `Set-Cookie` header with the path `/`, never sent without HTTPS if the visit came by it. */
export function withHttps(cookie: string, { secure }: Pick<Visit, 'secure'>): string {
  return secure ? `${HOST_ONLY}${cookie}; Secure` : cookie;
}

/**
 * The token in the cookie with this name, if we signed it. Other cookies are none of ours, and are not worth a look
 * into the database.
 */
export function signedToken(header: string | undefined, name: string, secret: string): string | undefined {
  const value = header
    ?.split(';')
    .map((cookie) => cookie.trim())
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.slice(name.length + 1);
  const [, token, signature] = /^(\w+)\.([\w+/=-]+)$/.exec(decoded(value ?? '')) ?? [];
  if (token === undefined || signature === undefined) return undefined;
  const expected = createHmac('sha256', secret).update(token).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : undefined;
}

/** The header without the cookie of a session. */
export function withoutSession(header: string | undefined, secret: string): string | undefined {
  const name = `${sessionCookie(secret)}=`;
  return header
    ?.split(';')
    .filter((cookie) => !cookie.trim().startsWith(name))
    .join(';');
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
