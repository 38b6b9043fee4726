import { type Holds, requestTry } from '../request-try.ts';
import type { Table } from '../table.ts';

const PATHS = [
  '/api/v3/version',
  '/api/v3/jobs',
  '/api/v3/nowhere',
  '/api/v3/openapi3.json',
  '/api/v3/swagger-ui/',
  '/api/v3/swagger-ui/start.js',
  '/api/trpc/farm.info',
  '/api/trpc/nowhere',
  '/healthz',
  '/readyz',
  '/favicon.ico',
  '/job-files/x',
  '/job-files/../x',
  '/job-files/%2e%2e/x',
  '/join.sh',
  '/',
  '/app',
  '/app/jobs',
  '/app/jobs/a7b6d1c0-0000-4000-8000-000000000000',
  '/app/nowhere',
  '/app/_next/static/nowhere.js',
  '/nowhere',
];

const isApi = (path: string) => path.startsWith('/api/') && !path.startsWith('/api/v3/swagger-ui/');

function safe(path: string): Holds {
  return ({ headers, status }) => {
    const policy = String(headers['content-security-policy']);
    const wrong = [
      headers['x-content-type-options'] === 'nosniff' || 'no nosniff',
      headers['referrer-policy'] === 'same-origin' || 'no Referrer-Policy',
      headers['cross-origin-resource-policy'] === 'same-origin' || 'no Cross-Origin-Resource-Policy',
      policy.includes("frame-ancestors 'none'") || 'may be framed',
      !/script-src[^;]*unsafe/.test(policy) || 'runs any script',
      isApi(path) || headers['cross-origin-opener-policy'] === 'same-origin' || 'no Cross-Origin-Opener-Policy',
      isApi(path) || headers['permissions-policy'] !== undefined || 'no Permissions-Policy',
      headers['access-control-allow-origin'] === undefined || 'may be read by pages of others',
      !String(headers['cache-control']).includes('s-maxage') || 'may be kept by proxies',
      !/^\/api\/(v3\/(version|jobs|nowhere)|trpc)/.test(path) ||
        headers['cache-control'] === 'no-store' ||
        'may be kept',
    ].filter((each) => each !== true);
    return wrong.length > 0 ? `${status}: ${wrong.join(', ')}` : undefined;
  };
}

export const TABLES: readonly Table[] = [
  {
    title: 'every answer says what browsers may do with it',
    tries: PATHS.flatMap((path) =>
      ['GET', 'HEAD', 'POST'].map((method) => requestTry(`${method} ${path}`, { method, path }, safe(path))),
    ),
    short: 66,
  },
  {
    title: 'pages take nothing',
    tries: ['/app/jobs', '/app', '/', '/nowhere', '/app/_next/static/x'].flatMap((path) =>
      ['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'OPTIONS'].map((method) =>
        requestTry(
          `${method} ${path} with an action`,
          {
            method,
            path,
            headers: { 'next-action': 'x'.repeat(42), 'content-type': 'multipart/form-data; boundary=x' },
            body: '--x--',
          },
          [404, 405],
        ),
      ),
    ),
    short: 30,
    afterwards: async ({ manager }) => {
      const odd = manager
        .tail(100_000)
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('{"level":'));
      return odd.length > 0 ? `the log has ${odd.length} lines that are none of its own: ${odd[0]}` : undefined;
    },
  },
];
