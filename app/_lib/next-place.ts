/** The path below which all pages are; Next adds it to links, but not to the address bar. */
export const PAGES = '/app';

/** Pages that nobody has to sign in for. */
const BEFORE_SIGN_IN = ['/sign-in', '/signing-in', '/welcome', '/setup'];

/** Pages that have no bar and show nothing of the farm. */
export const BARE_PAGES: ReadonlySet<string> = new Set([...BEFORE_SIGN_IN, '/device']);

/**
 * Where somebody goes after signing in. Only pages of this farm count: an address that somebody was sent must not lead
 * them elsewhere.
 * @param wanted what the address asks for, such as `/app/jobs?q=shot`
 * @param origin where the pages come from
 */
export function nextPlace(wanted: string | null, origin: string): string {
  const home = `${PAGES}/jobs`;
  if (!wanted?.startsWith(`${PAGES}/`) || !URL.canParse(wanted, origin)) return home;
  const { origin: theirs, pathname, search, hash } = new URL(wanted, origin);
  const isOurs = theirs === origin && pathname.startsWith(`${PAGES}/`) && !pathname.includes('//');
  const leadsBack = BEFORE_SIGN_IN.includes(pathname.slice(PAGES.length));
  return isOurs && !leadsBack ? pathname + search + hash : home;
}

/** The address of the page to sign in on, which then goes back to where the reader is now. */
export function signInPlace({ pathname, search, hash }: Location, hasEnded: boolean): string {
  const query = new URLSearchParams({ next: pathname + search + hash, ...(hasEnded ? { ended: '1' } : {}) });
  return `${PAGES}/sign-in?${query.toString()}`;
}
