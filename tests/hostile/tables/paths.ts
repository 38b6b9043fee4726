import { type Holds, requestTry } from '../request-try.ts';
import type { Table } from '../table.ts';

const DOORS = ['/job-files/', '/_next/static/', '/api/v3/', '/join/', '/addon/', '/app/', '/'];

const WAYS_OUT = [
  '../../../../../../etc/passwd',
  '..%2f..%2f..%2f..%2fetc%2fpasswd',
  '%2e%2e/%2e%2e/%2e%2e/etc/passwd',
  '%252e%252e%252fetc%252fpasswd',
  '..%5c..%5c..%5cetc%5cpasswd',
  '..\\..\\..\\etc\\passwd',
  './../x',
  '../x',
  '%2e%2e/x',
  '/etc/passwd',
  '//etc/passwd',
  'file:///etc/passwd',
  'x/../../../../etc/passwd',
  '%00',
  'x%00.png',
  '%ff%fe',
  '%c0%ae%c0%ae/etc/passwd',
  '%',
  '%zz',
  '__proto__',
  'constructor/prototype',
  'toString',
  '.git/config',
  '..;/x',
  '.%00./x',
  'CON',
  `${'a/'.repeat(2000)}b`,
  'a'.repeat(8000),
];

/** What the request line may ask for, beside a path. */
const TARGETS = [
  '*',
  'http://',
  'http://evil.example/',
  'http://evil.example:99999/',
  '//evil.example/',
  '?',
  '#',
  'x',
];

const unescaped = /[^!-~]/g;

/** Refused, or sent on to a path of the same host, as pages are when slashes are doubled. */
const staysHere: Holds = ({ status, headers: { location = '' } }) =>
  status < 400 && status !== 0 && !(status === 308 && /^\/[^/\\]/.test(location)) ? `${status} ${location}` : undefined;

export const TABLES: readonly Table[] = [
  {
    title: 'no path leads out of what is served',
    tries: DOORS.flatMap((door) =>
      WAYS_OUT.flatMap((way) =>
        ['GET', 'HEAD'].map((method) =>
          requestTry(
            `${method} ${door}${way.slice(0, 60)}`,
            { method, path: `${door}${way}`.replace(unescaped, encodeURIComponent) },
            [0, 200, 301, 302, 307, 308, 400, 403, 404, 405, 414, 421, 431],
          ),
        ),
      ),
    ),
    short: 30,
  },
  {
    title: 'no request line is too strange for an answer',
    tries: TARGETS.flatMap((path) =>
      ['GET', 'POST', 'OPTIONS', 'PATCH', 'TRACE'].map((method) =>
        requestTry(`${method} ${path}`, { method, path }, staysHere),
      ),
    ).filter(({ name }) => name !== 'GET ?' && name !== 'GET #'),
  },
];
