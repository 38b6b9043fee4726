import { answersIn, sendBytes } from '#tests/support/send-bytes.ts';
import { requestTry } from '../request-try.ts';
import type { Table, Try } from '../table.ts';

const HOSTS = ['rebind.example', 'rebind.example:8080', '127.0.0.1.example', 'localhost.example', '127.1', '[::', '0'];
const PATHS = [
  '/',
  '/app/jobs',
  '/api/v3/version',
  '/api/v3/configuration/file',
  '/api/trpc/farm.info',
  '/job-files/x',
  '/join.sh',
];
/** What a page cannot take away, each alone. */
const BROWSERS: readonly Record<string, string>[] = [
  { 'accept-language': 'en' },
  { 'accept-language': '*', 'user-agent': 'node' },
  { 'accept-language': '' },
  { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0' },
  { origin: 'http://rebind.example' },
  { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' },
];
const ORIGINS: readonly Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'nonsense' },
  { origin: 'http://evil.example' },
  { origin: 'null' },
  { origin: 'http://localhost:8081' },
  { origin: 'http://127.0.0.1:8081' },
  { origin: 'file://' },
  { origin: 'nonsense' },
];
const CHANGES = [
  { method: 'POST', path: '/api/v3/worker-mgt/tags', body: { name: 't' } },
  { method: 'PUT', path: '/api/v3/configuration/file', body: {} },
  { method: 'DELETE', path: '/api/v3/jobs/mass-delete', body: {} },
  { method: 'POST', path: '/api/trpc/tags.create', body: { name: 't' } },
  { method: 'GET', path: '/api/v3/configuration/check/blender' },
  { method: 'GET', path: '/api/trpc/jobs.find?input={}' },
];

const expectTries = [
  'POST /api/v3/jobs',
  'PUT /api/v3/jobs',
  'POST /api/trpc/tags.create',
  'POST /nowhere',
  'POST /app/jobs',
].map((line): Try => ({
  name: `${line} with 99 MB, when asked for them`,
  run: async ({ port }) => {
    const rest = 'Content-Type: application/json\r\nContent-Length: 99000000\r\nExpect: 100-continue\r\n\r\n';
    const { statuses } = answersIn(await sendBytes(port, `${line} HTTP/1.1\r\nHost: localhost\r\n${rest}`));
    const isRefused = statuses.length === 1 && (statuses[0] ?? 0) >= 400 && (statuses[0] ?? 500) < 500;
    return isRefused ? undefined : `was answered with ${statuses.join()}`;
  },
}));

export const TABLES: readonly Table[] = [
  {
    title: 'a browser that asks for a host of somebody else gets nothing',
    tries: HOSTS.flatMap((host) =>
      PATHS.flatMap((path) =>
        BROWSERS.map((headers) =>
          requestTry(
            `${path} of "${host}" with ${JSON.stringify(headers)}`,
            { path, headers: { ...headers, host } },
            [421],
          ),
        ),
      ),
    ),
    short: 40,
  },
  {
    title: 'a page of somebody else cannot change or ask anything in a browser that says where it is',
    tries: CHANGES.flatMap(({ method, path, body }) =>
      ORIGINS.map((headers) =>
        requestTry(
          `${method} ${path} from ${JSON.stringify(headers)}`,
          { method, path, headers: { 'accept-language': 'en', ...headers }, ...(body ? { body } : {}) },
          ({ status, headers: { 'access-control-allow-origin': granted } }) =>
            status === 403 && granted === undefined ? undefined : `was answered with ${status}, and read by ${granted}`,
        ),
      ),
    ),
  },
  { title: 'nobody is asked for a body that is refused', tries: expectTries },
];
