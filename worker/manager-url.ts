/**
 * The manager's address, from what people write (`host`, `host:port` or a full URL; http if no scheme is given), as a
 * URL without a slash at the end.
 *
 * @throws Error that says what is wrong.
 */
export function normaliseManagerUrl(text: string): string {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(withScheme))
    throw new Error(`"${text}" is not an address; write it like http://render-manager:8080/`);
  const url = new URL(withScheme);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new Error(`"${text}" must start with http:// or https://`);
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}
