/** The port of the development web server, whose pages may call the API. */
const DEVELOPMENT_PORT = 8081;

/**
 * Whether a page comes from the development web server on this same computer. `host` is the name that the client uses
 * for this manager, so it is one of the manager's own addresses.
 */
export function isDevelopmentPage(origin: string | undefined, host: string): boolean {
  if (origin === `http://localhost:${DEVELOPMENT_PORT}`) return true;
  const name = host.replace(/:\d+$/, '');
  return name !== '' && origin === `http://${name}:${DEVELOPMENT_PORT}`;
}
