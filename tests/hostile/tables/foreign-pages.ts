import { requestTry } from '../request-try.ts';
import type { Table } from '../table.ts';

const KINDS = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  'text/plain; application/json',
  'application/jsonx',
  'application/csp-report',
  '',
];

const CHANGES = [
  { method: 'POST', path: '/api/v3/jobs', body: '{"name":"j","type":"echo-sleep-test","submitter_platform":"linux"}' },
  { method: 'POST', path: '/api/v3/worker-mgt/tags', body: '{"name":"t"}' },
  { method: 'POST', path: '/api/v3/worker/register-worker', body: '{"secret":"x","platform":"linux","name":"w"}' },
  { method: 'POST', path: '/api/trpc/tags.create', body: '{"name":"t"}' },
  { method: 'POST', path: '/api/trpc/jobs.remove', body: '{"id":"a7b6d1c0-0000-4000-8000-000000000000"}' },
];

const bare = { name: 'j', type: 'echo-sleep-test', submitter_platform: 'linux', priority: 50 };

export const TABLES: readonly Table[] = [
  {
    title: 'a page of somebody else cannot change anything with a form',
    tries: CHANGES.flatMap(({ method, path, body }) =>
      KINDS.map((kind) =>
        requestTry(
          `${method} ${path} as ${kind || 'nothing'}`,
          { method, path, headers: kind ? { 'content-type': kind } : {}, body },
          [400, 403, 404, 405, 415, 421],
        ),
      ),
    ),
    short: 40,
  },
  {
    title: 'what only the method says is not believed',
    tries: ['_method=DELETE', 'method=DELETE', '_method=PUT'].flatMap((query) =>
      ['GET', 'POST'].map((method) =>
        requestTry(
          `${method} with ${query}`,
          {
            method,
            path: `/api/v3/jobs/a7b6d1c0-0000-4000-8000-000000000000?${query}`,
            headers: { 'x-http-method-override': 'DELETE' },
            ...(method === 'POST' ? { body: bare } : {}),
          },
          [400, 404, 405],
        ),
      ),
    ),
  },
];
