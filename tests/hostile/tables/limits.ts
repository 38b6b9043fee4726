import { ECHO_JOB } from '#tests/support/test-client.ts';
import { requestTry } from '../request-try.ts';
import type { Table, Try } from '../table.ts';
import type { Target } from '../target.ts';

const WORKER = { name: 'anna', secret: 'a secret', platform: 'linux', supported_task_types: ['misc'] };
const JSON_TYPE = { 'content-type': 'application/json' };
const REGISTER = '/api/v3/worker/register-worker';
const MILLION = 1_000_000;
const long = (characters: number) => 'N'.repeat(characters);

function post(name: string, path: string, body: unknown, holds: readonly number[] = [0, 400, 413]): Try {
  return requestTry(name, { method: 'POST', path, body, headers: JSON_TYPE }, holds);
}

function job(change: object): object {
  return { ...ECHO_JOB, ...change };
}

function withSettings(change: object): object {
  return job({ settings: { ...ECHO_JOB.settings, ...change } });
}

/** JSON that is not made of a value: nested, or with a number that is none. */
function raw(setting: string): string {
  return JSON.stringify(withSettings({ message: 0 })).replace('"message":0', `"message":${setting}`);
}

const TEXTS = {
  'of 256 characters': long(256),
  'of a million characters': long(MILLION),
  'of 15 million characters': long(15 * MILLION),
  'with NUL': 'a\0b',
};

const IN_FIELDS: readonly [field: string, path: string, body: (text: string) => object][] = [
  ...['name', 'platform'].map((field): [string, string, (text: string) => object] => [
    `registration: ${field}`,
    REGISTER,
    (text) => ({ ...WORKER, [field]: text }),
  ]),
  ['registration: task type', REGISTER, (text) => ({ ...WORKER, supported_task_types: [text] })],
  ['job: name', '/api/v3/jobs', (text) => job({ name: text })],
  ['job: type', '/api/v3/jobs', (text) => job({ type: text })],
  ['job: key of metadata', '/api/v3/jobs', (text) => job({ metadata: { [text]: 'x' } })],
  ['job: worker tag', '/api/v3/jobs/check', (text) => job({ worker_tag: text })],
  ['tag: name', '/api/v3/worker-mgt/tags', (text) => ({ name: text })],
];

const VAST: readonly Try[] = [
  ...[101, 3_500, 100_000, MILLION].flatMap((levels) => [
    post(
      `settings with ${levels} lists in each other`,
      '/api/v3/jobs/check',
      raw('['.repeat(levels) + ']'.repeat(levels)),
    ),
    post(`a registration of ${levels} lists in each other`, REGISTER, '['.repeat(levels)),
  ]),
  post('a registration of 12 MB of objects', REGISTER, `{"name":[${'{},'.repeat(4 * MILLION)}{}]}`),
  post('a job with 4 million objects as metadata', '/api/v3/jobs', `{"metadata":[${'{},'.repeat(4 * MILLION)}{}]}`),
  post('a job with 700,000 settings', '/api/v3/jobs', withSettings(keys(700_000))),
  post('a job with 20,000 settings', '/api/v3/jobs', withSettings(keys(20_000))),
  post('a job with 20,000 metadata', '/api/v3/jobs', job({ metadata: keys(20_000) })),
  post('a job with metadata of 4 MB', '/api/v3/jobs', job({ metadata: { text: long(4 * MILLION) } })),
  post('a job with settings of 4 MB', '/api/v3/jobs', withSettings({ message: long(4 * MILLION) })),
  post('a job with a number that is none', '/api/v3/jobs', raw('1e999')),
  post('a worker with 100,000 types of tasks', REGISTER, {
    ...WORKER,
    supported_task_types: Object.keys(keys(100_000)),
  }),
  post('a reason of a million characters', '/api/v3/jobs/0b5c5d2e-9d1c-4c43-8a4f-0f5f1f3b2a1c/setstatus', {
    status: 'paused',
    reason: long(MILLION),
  }),
  post('500 changes as one call', `/api/trpc/${Array.from({ length: 500 }, () => 'jobs.change').join()}?batch=1`, {}),
  requestTry(
    '450 lists as one call',
    { path: `/api/trpc/${Array.from({ length: 450 }, () => 'jobs.find').join()}?batch=1` },
    [400],
  ),
];

function keys(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, '']));
}

const GUESSES: readonly Try[] = Array.from({ length: 60 }, (_, n) => {
  const authorization = `Basic ${Buffer.from(`0b5c5d2e-9d1c-4c43-8a4f-0f5f1f3b2a1c:guess ${n}`).toString('base64')}`;
  return requestTry(
    `guess ${n}`,
    { method: 'POST', path: '/api/v3/worker/task', headers: { authorization } },
    [403, 429],
  );
});

/** The lists that are sent whole stay short, whatever was tried. */
async function listsAreShort(target: Target): Promise<string | undefined> {
  for (const path of ['/api/v3/worker-mgt/workers', '/api/v3/jobs', '/api/v3/worker-mgt/tags']) {
    const { status, text } = await target.send({ path });
    if (status !== 200 || text.length > 100_000) return `${path} answers ${status} with ${text.length} characters`;
  }
  return undefined;
}

/** Somebody who tries secrets from the same address keeps no worker out. */
async function workersStillWork({ client }: Target): Promise<string | undefined> {
  const { status } = await client.call('GET', '/worker/state', { worker: await client.awakeWorker() });
  return status === 200 || status === 204 ? undefined : `a new worker is answered with ${status}`;
}

export const TABLES: readonly Table[] = [
  {
    title: 'no text is too long or has characters that cannot be stored',
    tries: IN_FIELDS.flatMap(([field, path, body]) =>
      Object.entries(TEXTS).map(([what, text]) => post(`${field} ${what}`, path, body(text))),
    ),
    short: 16,
    afterwards: listsAreShort,
  },
  { title: 'no request is vaster than what it is for', tries: VAST, short: 10, afterwards: listsAreShort },
  { title: 'wrong secrets are refused, and soon unseen', tries: GUESSES, short: 30, afterwards: workersStillWork },
];
