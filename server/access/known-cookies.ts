/**
 * Begins the names of cookies that came by HTTPS. Browsers take such a cookie only from the host itself and only by
 * HTTPS, so neither a neighbouring host nor whoever changes plain HTTP can put one of theirs in its place.
 */
export const HOST_ONLY = '__Host-';

/**
 * The `Cookie` header of a request, in the names that cookies have inside of the manager. By HTTPS, cookies count only
 * if the manager set them by HTTPS.
 */
export function knownCookies(header: string | undefined, secure: boolean): string | undefined {
  if (!secure || header === undefined) return header;
  return header
    .split(';')
    .map((cookie) => cookie.trim())
    .flatMap((cookie) => (cookie.startsWith(HOST_ONLY) ? [cookie.slice(HOST_ONLY.length)] : []))
    .join('; ');
}
