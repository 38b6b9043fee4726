import type { IncomingHttpHeaders } from 'node:http';

/** Windows' PowerShell claims to be a browser, as it always has; the join script is fetched with it. */
const BROWSER = /^Mozilla\/(?!.*PowerShell)/;

/**
 * Whether a browser sent this, for a page that may not be ours. Browsers send `Accept-Language` with everything; a page
 * can change its value, but not take it away, and has no way at all to `Origin` and `Sec-Fetch-Site`. Flamenco's
 * workers and add-ons, ours, curl and Python send none of these. Node's `fetch`, which our worker uses, sends an
 * `Accept-Language`, but is known by a `Sec-Fetch-Mode` that comes alone: browsers send all of `Sec-Fetch-*` or none.
 * The name that browsers give themselves counts as well; pages can change that in some of them.
 */
export function isBrowser(headers: IncomingHttpHeaders): boolean {
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) return true;
  if (headers['sec-fetch-mode'] !== undefined) return false;
  return headers['accept-language'] !== undefined || BROWSER.test(headers['user-agent'] ?? '');
}
