import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DECENT, requestTry } from '../request-try.ts';
import type { Table } from '../table.ts';

const FOLDERS = ['precious', 'precious/deep', 'precious/'];
const NOT_CHECKOUTS = [
  ...FOLDERS,
  '..',
  '.',
  '/',
  '//',
  '../file-store',
  'x/../..',
  '/etc',
  'C:\\x',
  '\\\\srv\\x',
  '{jobs}',
  'con',
  'a\u0000b',
  'nowhere',
  'e\u0301',
  '__proto__',
  'x'.repeat(300),
  'x/'.repeat(2_000),
  '%2e%2e',
];
const CHECKSUM = 'a'.repeat(64);
const JOBS = { GET: '/api/v3/jobs', CHECK: '/api/v3/jobs/check' };

const jobWith = (id: string) => ({
  name: 'hostile',
  type: 'echo-sleep-test',
  submitter_platform: 'linux',
  settings: { message: 'x', sleep_duration_seconds: 1, sleep_repeats: 1 },
  storage: { shaman_checkout_id: id },
});
const jobsFolder = (home: string) => join(home, 'storage', 'jobs');

export const TABLES: readonly Table[] = [
  {
    title: 'no job names a folder that is not its checkout, and none is removed',
    tries: [
      {
        name: 'folders that people made',
        run: async ({ home }) => void (await mkdir(join(jobsFolder(home), 'precious/deep'), { recursive: true })),
      },
      ...NOT_CHECKOUTS.flatMap((id) =>
        Object.values(JOBS).map((path) =>
          requestTry(
            `POST ${path} with the checkout ${JSON.stringify(id.slice(0, 40))}`,
            { method: 'POST', path, body: jobWith(id) },
            [400],
          ),
        ),
      ),
    ],
    short: 50,
    afterwards: async ({ home }) => {
      const left = await readdir(join(jobsFolder(home), 'precious'));
      return left.join() === 'deep' ? undefined : `the folder has ${left.join()} in it`;
    },
  },
  {
    title: 'no path of a checkout is too long or too strange for an answer',
    tries: ['checkoutPath', 'path'].flatMap((field) =>
      [...NOT_CHECKOUTS, 'ü'.repeat(127), 'a/'.repeat(99), 'a\u202eb', ' ', 'NUL.txt', `${'d'.repeat(250)}/x`].map(
        (text) =>
          requestTry(
            `${field}: ${JSON.stringify(text.slice(0, 40))}`,
            {
              method: 'POST',
              path: '/api/v3/shaman/checkout/create',
              body: {
                checkoutPath: field === 'path' ? 'hostile' : text,
                files: field === 'path' ? [{ sha: CHECKSUM, size: 1, path: text }] : [],
              },
            },
            DECENT,
          ),
      ),
    ),
    short: 60,
  },
  {
    title: 'no upload is begun that there is no room for',
    tries: [
      requestTry(
        'nine petabytes',
        {
          method: 'POST',
          path: `/api/v3/shaman/files/${CHECKSUM}/${Number.MAX_SAFE_INTEGER}`,
          headers: { 'content-type': 'application/octet-stream', 'content-length': String(Number.MAX_SAFE_INTEGER) },
          body: 'x',
        },
        [0, 503],
      ),
    ],
  },
];
