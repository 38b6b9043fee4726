import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appRouter } from '#server/trpc/app-router.ts';
import { readServerEvents } from '#tests/support/read-server-events.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';
import { messagesIn } from '#tests/support/live-messages.ts';
import { seedJob, seedWorker } from './support/seed.ts';

let manager: TestManager;
beforeEach(async () => {
  manager = await startTestManager({ webRouter: appRouter });
});
afterEach(() => manager.stop());

/** The address of a query or subscription with its input. */
function address(path: string, input: unknown): string {
  return `${manager.url}/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`;
}

describe('the door of the web pages', () => {
  test('answers queries in JSON, even several in one request', async () => {
    const { job } = await seedJob(manager.farm.database, { name: 'Shot', tasks: [{ status: 'queued' }] });
    const inputs = { 0: {}, 1: { id: job.id } };
    const answer = await fetch(`${address('jobs.find,jobs.get', inputs)}&batch=1`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject([
      { result: { data: { rows: [{ id: job.id, tasks: { queued: 1, failed: 0 } }] } } },
      { result: { data: { name: 'Shot', actions: ['cancel', 'pause', 'requeue'] } } },
    ]);
  });

  test('refuses with the status and the message of the error, and nothing else', async () => {
    const missing = await fetch(address('jobs.get', { id: randomUUID() }));
    expect(missing.status).toBe(404);
    const body = (await missing.json()) as { error: { message: string; data: Record<string, unknown> } };
    expect(body.error.message).toMatch(/does not exist/);
    expect(Object.keys(body.error.data).toSorted()).toEqual(['code', 'error', 'httpStatus', 'path', 'requestId']);

    const wrong = await fetch(address('tasks.find', { jobId: 'X', limit: 0 }));
    expect(wrong.status).toBe(400);
    expect(((await wrong.json()) as typeof body).error.message).toMatch(/^jobId: .*UUID.*; limit: /);
    expect((await fetch(address('jobs.nothing', {}))).status).toBe(404);
  });

  test('streams events with ids, and a client that comes back with the last one misses nothing', async () => {
    const worker = await seedWorker(manager.farm.database, { status: 'awake' });
    const leave = new AbortController();
    const next = readServerEvents(await fetch(address('live.events', {}), { signal: leave.signal }));
    const first = await next();
    expect(messagesIn(first.data)).toEqual([{ kind: 'gap' }]);
    const { job } = await seedJob(manager.farm.database, { tasks: [{ status: 'queued' }] });
    const change = await fetch(`${manager.url}/api/trpc/jobs.change`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ids: [job.id], action: 'pause' }),
    });
    expect(await change.json()).toMatchObject({ result: { data: [{ id: job.id, ok: true }] } });
    const [message] = messagesIn((await next()).data);
    expect(message).toMatchObject({ kind: 'event', event: { type: 'job.changed', payload: { job: { id: job.id } } } });
    leave.abort();

    const body = JSON.stringify({ ids: [worker.id], status: 'asleep', lazy: false });
    const headers = { 'Content-Type': 'application/json' };
    await fetch(`${manager.url}/api/trpc/workers.requestStatus`, { method: 'POST', headers, body });
    const back = await fetch(address('live.events', { lastEventId: first.id }));
    const again = readServerEvents(back);
    const types: string[] = [];
    while (types.at(-1) !== 'worker.changed') {
      const messages = messagesIn((await again()).data);
      types.push(...messages.map((each) => (each.kind === 'event' ? each.event.type : each.kind)));
    }
    expect(types).toEqual(['job.changed', 'job.changed', 'worker.changed']);
    await back.body?.cancel().catch(() => undefined);
  });
});
