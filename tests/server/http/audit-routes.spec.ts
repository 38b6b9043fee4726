import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csvLine } from '#server/http/audit-csv.ts';
import { nameWorker } from '#server/use-cases/name-worker.ts';
import { registerWorker } from '#server/use-cases/register-worker.ts';
import { SOMEBODY } from '#tests/support/actors.ts';
import { rawRequest } from '#tests/support/raw-request.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

const CHANGES = 620;

describe('the audit log as a file', () => {
  let manager: TestManager;
  beforeAll(async () => {
    manager = await startTestManager({});
    const { farm } = manager;
    const secret = 'a secret of the worker';
    const registration = { name: '=cmd, "x"', secret, platform: 'linux', supported_task_types: ['blender'] };
    const { id } = await registerWorker(farm, SOMEBODY, registration, '192.0.2.9');
    const names = Array.from({ length: CHANGES }, (_, index) => `node-${index}`);
    await Promise.all(names.map((name) => nameWorker(farm, SOMEBODY, id, name)));
  });
  afterAll(() => manager.stop());

  const get = (path: string) => rawRequest(manager.url + path, { method: 'GET' });

  test('has every entry as a line of JSON, the newest first', async () => {
    const { status, text, headers } = await get('/audit.jsonl');
    expect([status, headers['content-type']]).toEqual([200, 'application/jsonl; charset=utf-8']);
    const ids = text
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: number }).id);
    expect(ids).toHaveLength(CHANGES + 1);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
  });

  test('has the entries that the filters let through, as a table that spreadsheets do not run', async () => {
    const { text } = await get('/audit.csv?action=worker.register');
    const [head, line, ...more] = text.split('\r\n');
    expect(head?.startsWith('\uFEFFid,at,who,')).toBe(true);
    expect(line).toContain(`"'=cmd, ""x"""`);
    expect(more).toEqual(['']);
  });

  test('refuses filters that it does not know', async () => {
    for (const query of ['from=yesterday', 'kind=moon', 'colour=red']) {
      expect((await get(`/audit.csv?${query}`)).status).toBe(400);
    }
  });

  test.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx'])('no name is a formula: %j', (name) => {
    const line = csvLine({
      id: 1,
      at: '2026-01-05T12:00:00.000Z',
      by: { kind: 'person', id: 'a', name },
      address: '',
      request_id: '',
      action: 'job.set',
      subject: { kind: 'job', id: null, name: '' },
      summary: '',
    });
    expect(line).toMatch(/^1,2026-01-05T12:00:00.000Z,"?'/);
  });
});
