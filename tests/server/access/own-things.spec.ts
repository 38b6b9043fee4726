import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Access } from '#server/access/access.ts';
import { type Caller, openCaller } from '#server/access/caller.ts';
import type { Role } from '#server/access/policy.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';
import { seedJob } from '../trpc/web/support/seed.ts';

const ANNA = { kind: 'person', id: randomUUID(), name: 'Anna' } as const;

/** Anna is an artist unless the request says otherwise. */
const access: Access = {
  mode: 'accounts',
  identify(headers, { remoteAddress }): Caller {
    const role = headers['x-role'] as Role | undefined;
    if (role === undefined) return openCaller(remoteAddress);
    return { actor: ANNA, roles: new Set([role]), letInBy: { kind: 'session', id: 's' } };
  },
};

let manager: TestManager;
beforeAll(async () => void (manager = await startTestManager({ access, webRouter: appRouter })));
afterAll(() => manager.stop());

/** A paused job of somebody's with one task, which waits. */
async function jobOf(ownerId: string | null): Promise<{ id: string; task: string }> {
  const { database } = manager.farm;
  const { job, tasks } = await seedJob(database, {
    status: 'paused',
    owner_id: ownerId,
    tasks: [{ status: 'paused' }],
  });
  return { id: job.id, task: tasks[0]?.id ?? '' };
}

async function pages(procedure: string, input: unknown, role: Role = 'artist') {
  const headers = { 'Content-Type': 'application/json', 'X-Role': role };
  const answer = await fetch(`${manager.url}/api/trpc/${procedure}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(input),
  });
  return { status: answer.status, body: (await answer.json()) as { result?: { data: unknown } } };
}

const statusOf = async (id: string) => (await manager.client.get<{ status: string }>(`/jobs/${id}`)).status;
const cancel = { status: 'cancel-requested', reason: 'no longer needed' };

describe('an artist', () => {
  const as = { headers: { 'X-Role': 'artist' } };

  test('changes what is their own', async () => {
    const mine = await jobOf(ANNA.id);
    const priority = await manager.client.call('POST', `/jobs/${mine.id}/setpriority`, {
      ...as,
      body: { priority: 7 },
    });
    expect(priority.status).toBe(204);
    const answer = await manager.client.call('POST', `/jobs/${mine.id}/setstatus`, { ...as, body: cancel });
    expect([answer.status, await statusOf(mine.id)]).toEqual([204, 'canceled']);
  });

  test('is told that a job does not exist, not that it is somebody else’s', async () => {
    const answer = await manager.client.call('POST', `/jobs/${randomUUID()}/setstatus`, { ...as, body: cancel });
    expect(answer.status).toBe(404);
  });

  test('who changes several at once changes their own, and learns which were not changed', async () => {
    const mine = await jobOf(ANNA.id);
    const other = await jobOf(randomUUID());
    const { body } = await pages('jobs.change', { ids: [other.id, mine.id, other.id], action: 'cancel' });
    expect(body.result?.data).toEqual([
      { id: other.id, ok: false, message: expect.stringContaining('somebody else') },
      { id: mine.id, ok: true, message: '' },
    ]);
    expect([await statusOf(mine.id), await statusOf(other.id)]).toEqual(['canceled', 'paused']);
    const tasks = await pages('tasks.change', { ids: [other.task], action: 'cancel' });
    expect(tasks.body.result?.data).toMatchObject([{ id: other.task, ok: false }]);
  });
});
