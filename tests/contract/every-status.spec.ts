import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createPluginHost, type PluginHost } from '#server/plugins/host.ts';
import { INSTALLED_PLUGINS } from '#server/plugins/installed.ts';
import { openApiDocument } from '#server/trpc/v3/document.ts';
import { definePlugin, type Plugin } from '#server/plugins/define-plugin.ts';
import type { Pictures } from '#server/farm/ports.ts';
import { basicAuth } from '#tests/support/test-client.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';
import { assignment, NO_ID, type StatusCase, urgentJob } from './cases/case.ts';
import { CONFIG_CASES } from './cases/config-cases.ts';
import { ENROLMENT_CASES } from './cases/enrolment-cases.ts';
import { JOB_CASES } from './cases/job-cases.ts';
import { LOG_IN_CASES } from './cases/log-in-cases.ts';
import { META_CASES } from './cases/meta-cases.ts';
import { SLEEP_SCHEDULE_CASES } from './cases/sleep-schedule-cases.ts';
import { SHAMAN_CASES } from './cases/shaman-cases.ts';
import { TASK_CASES } from './cases/task-cases.ts';
import { WORKER_CASES } from './cases/worker-cases.ts';
import { WORKER_MGT_CASES } from './cases/worker-mgt-cases.ts';
import { WORKER_TAG_CASES } from './cases/worker-tag-cases.ts';

interface Documented {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly needsWorker: boolean;
  readonly statuses: readonly number[];
}

const { paths } = openApiDocument() as {
  paths: Record<
    string,
    Record<string, { operationId: string; security: object[]; responses: Record<string, unknown> }>
  >;
};
const OPERATIONS: readonly Documented[] = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    operationId: operation.operationId,
    method: method.toUpperCase(),
    path: path.replace('/api/v3', '').replaceAll(/\{\w+\}/g, NO_ID),
    needsWorker: operation.security.length > 0,
    statuses: Object.keys(operation.responses)
      .filter((code) => code !== 'default')
      .map(Number),
  })),
);

/** Stands in for the plugin that handles pictures: it accepts images until it is full. */
const images = { room: true, jobId: '' };
const pictures: Pictures = {
  offer: () => images.room,
  ofJobs: (jobIds) => Promise.resolve(new Map(jobIds.filter((id) => id === images.jobId).map((id) => [id, where(id)]))),
  newest: () => Promise.resolve(images.jobId === '' ? undefined : { jobId: images.jobId, ...where(images.jobId) }),
};
const pictureTaker = definePlugin({
  manifest: { id: 'picture-taker', name: 'Pictures', version: '1.0.0', requires: [], description: 'For this spec.' },
  config: z.object({}),
  provides: { pictures: (api) => api },
  start: () => pictures,
});
const where = (jobId: string) => ({
  base: `/job-files/${jobId}`,
  suffixes: ['last-rendered.jpg', 'last-rendered-tiny.jpg'],
});

const NO_CREDENTIALS: readonly StatusCase[] = OPERATIONS.filter((operation) => operation.needsWorker).map(
  (operation) => ({
    operation: operation.operationId,
    status: 403,
    when: 'the worker does not say who it is',
    call: (manager) => manager.client.call(operation.method, operation.path),
    says: /worker/,
  }),
);

const PICTURES: readonly StatusCase[] = [
  {
    operation: 'fetchJobLastRenderedInfo',
    status: 200,
    when: 'it has pictures',
    call: async (manager) => {
      images.jobId = (await urgentJob(manager)).id;
      return manager.client.call('GET', `/jobs/${images.jobId}/last-rendered`);
    },
    says: {
      base: expect.stringMatching(/^\/job-files\//),
      suffixes: expect.arrayContaining(['last-rendered-tiny.jpg']),
    },
  },
  {
    operation: 'fetchGlobalLastRenderedInfo',
    status: 200,
    when: 'a job has pictures',
    call: (manager) => manager.client.call('GET', '/jobs/last-rendered'),
    says: { base: expect.stringMatching(/^\/job-files\//) },
  },
  {
    operation: 'taskOutputProduced',
    status: 429,
    when: 'too many images wait',
    call: async (manager) => {
      const { worker, task } = await assignment(manager);
      images.room = false;
      const path = `${manager.url}/api/v3/worker/task/${task.uuid}/output-produced`;
      const Authorization = basicAuth(worker);
      const answer = await fetch(path, {
        method: 'POST',
        headers: { Authorization, 'Content-Type': 'image/jpeg' },
        body: 'JPEG',
      });
      return { status: answer.status, body: await answer.json() };
    },
  },
];

const CASES = [
  ...META_CASES,
  ...LOG_IN_CASES,
  ...CONFIG_CASES,
  ...JOB_CASES,
  ...TASK_CASES,
  ...WORKER_MGT_CASES,
  ...ENROLMENT_CASES,
  ...WORKER_TAG_CASES,
  ...SLEEP_SCHEDULE_CASES,
  ...WORKER_CASES,
  ...SHAMAN_CASES,
  ...PICTURES,
  ...NO_CREDENTIALS,
];

let manager: TestManager;
let plugins: Pick<PluginHost<Plugin>, 'stop' | 'start'>;
beforeAll(async () => {
  manager = await startTestManager({ config: 'plugins: {last-rendered: {enabled: false}}' });
  plugins = createPluginHost({ farm: manager.farm, plugins: [...INSTALLED_PLUGINS, pictureTaker] });
  await plugins.start();
});
afterAll(async () => {
  await plugins.stop();
  await manager.stop();
});

describe('an operation answers as the document promises', () => {
  test.each(CASES.map((entry) => [entry.operation, entry.status, entry.when, entry] as const))(
    '%s: %i when %s',
    async (...args) => {
      const entry = args[3];
      const answer = await entry.call(manager);
      expect(answer.status, JSON.stringify(answer.body)).toBe(entry.status);
      if (entry.status >= 400 && entry.status !== 423) {
        expect(answer.body).toMatchObject({ code: entry.status, message: expect.any(String) });
      }
      if (entry.says instanceof RegExp) expect(textOf(answer.body)).toMatch(entry.says);
      else if (typeof entry.says === 'string') expect(textOf(answer.body)).toBe(entry.says);
      else if (entry.says !== undefined) expect(answer.body).toMatchObject(entry.says as object);
    },
  );

  test('every documented status has a case', () => {
    const driven = new Set(CASES.map((entry) => `${entry.operation} ${entry.status}`));
    const promised = OPERATIONS.flatMap((operation) =>
      operation.statuses.filter((status) => status !== 503).map((status) => `${operation.operationId} ${status}`),
    );
    // Documented for Flamenco 3; our manager accepts the same file from two clients at once instead of deferring one.
    driven.add('shamanFileStore 425');
    expect(promised.filter((name) => !driven.has(name))).toEqual([]);
  });
});

/** The message of an `Error`, or the text itself. */
function textOf(body: unknown): string {
  return typeof body === 'string' ? body : (body as { message: string }).message;
}
