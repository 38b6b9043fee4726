import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MANAGER } from '#server/contracts/actor.ts';
import { FarmError } from '#server/domain/errors.ts';
import type { Uploads } from '#server/farm/ports.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { changePerson } from '#server/use-cases/change-person.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import { removePerson } from '#server/use-cases/remove-person.ts';
import { ECHO_JOB } from '#tests/support/test-client.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';
import { seedJob } from '../trpc/web/support/seed.ts';
import { type CallerName, callersOf, type MatrixCaller, NETWORK_CONFIG } from './matrix/callers.ts';

let manager: TestManager;
let callers: Readonly<Record<CallerName, MatrixCaller>>;
beforeAll(async () => {
  manager = await startTestManager({ webRouter: appRouter, config: NETWORK_CONFIG });
  callers = await callersOf(manager);
});
afterAll(() => manager.stop());

const idOf = (name: CallerName) => callers[name].ownerId ?? '';
const ownerOf = async (job: string) =>
  (await manager.farm.database.tables.selectFrom('jobs').select('owner_id').where('id', '=', job).execute())[0]
    ?.owner_id;

async function jobOf(owner: string | null, more: object = {}): Promise<string> {
  return (await seedJob(manager.farm.database, { owner_id: owner, status: 'paused', ...more })).job.id;
}

function handOver(job: string, person: string, by: CallerName) {
  return manager.client.call('POST', `/jobs/${job}/owner`, { headers: callers[by].headers, body: { person } });
}

describe('handing a job over', () => {
  test('makes it the other’s: they may change it, and who gave it away may not', async () => {
    const job = await jobOf(idOf('an artist'));
    const { id, name } = await createPerson(manager.farm, MANAGER, { name: 'heir', role: 'artist' });
    expect((await handOver(job, ' Heir', 'an artist')).status).toBe(204);
    expect([await ownerOf(job), name]).toEqual([id, 'heir']);
    const body = { priority: 3 };
    const again = await manager.client.call('POST', `/jobs/${job}/setpriority`, {
      headers: callers['an artist'].headers,
      body,
    });
    expect(again.status).toBe(403);
    expect((await handOver(job, 'artist', 'an artist')).status).toBe(403);
  });

  test('is told with who owned it before and who does now, and by whom', async () => {
    const job = await jobOf(idOf('an artist'));
    const told: unknown[] = [];
    const stop = manager.farm.events.listen((events) => {
      told.push(...events.filter(({ type }) => type === 'job.changed'));
    });
    await handOver(job, idOf('an admin'), 'a wrangler');
    await handOver(job, idOf('an admin'), 'a wrangler');
    stop();
    expect(told).toMatchObject([
      {
        by: { kind: 'person', name: 'wrangler' },
        payload: {
          changed: ['owner_id'],
          previous_owner_id: idOf('an artist'),
          job: { id: job, owner_id: idOf('an admin') },
        },
      },
    ]);
  });

  test('to somebody who may not sign in, or is not there, changes nothing', async () => {
    const job = await jobOf(idOf('an artist'));
    const { id } = await createPerson(manager.farm, MANAGER, { name: 'away', role: 'artist' });
    await changePerson(manager.farm, MANAGER, id, { disabled: true });
    const refusals = [await handOver(job, 'away', 'an artist'), await handOver(job, 'nobody', 'an artist')];
    expect(refusals.map(({ status, body }) => [status, body])).toMatchObject([
      [422, { message: expect.stringContaining('kept from signing in') }],
      [422, { message: expect.stringContaining('nobody here is called "nobody"') }],
    ]);
    expect(await ownerOf(job)).toBe(idOf('an artist'));
  });

  test('is how a wrangler deals with the jobs of somebody who has left: until then they are nobody’s', async () => {
    const { id } = await createPerson(manager.farm, MANAGER, { name: 'leaver', role: 'artist' });
    const job = await jobOf(id);
    await removePerson(manager.farm, MANAGER, id);
    expect(await ownerOf(job)).toBe(id);
    expect((await handOver(job, 'artist', 'an artist')).status).toBe(403);
    expect((await handOver(job, 'artist', 'a wrangler')).status).toBe(204);
    expect(await ownerOf(job)).toBe(idOf('an artist'));
  });
});

test('who was given a job may submit with its uploaded files', async () => {
  const uploads: Uploads = {
    async requireCheckout(_path, owner, isShared) {
      if (!isShared) throw new FarmError('bad-request', { message: `not the checkout of ${owner}` });
    },
    removeCheckout: () => Promise.resolve(true),
  };
  const usual = manager.farm.port.bind(manager.farm);
  Object.assign(manager.farm, { port: (name: string) => (name === 'uploads' ? uploads : undefined) });
  const body = { ...ECHO_JOB, storage: { shaman_checkout_id: 'shot-1' } };
  const submit = () => manager.client.call('POST', '/jobs', { headers: callers['an artist'].headers, body });
  const job = await jobOf(idOf('an admin'), { shaman_checkout_id: 'shot-1' });
  expect([(await submit()).status, (await handOver(job, 'artist', 'an admin')).status]).toEqual([400, 204]);
  expect((await submit()).status).toBe(200);
  Object.assign(manager.farm, { port: usual });
});

describe('my jobs', () => {
  test('are those that I own, for programs and on the pages', async () => {
    const mine = await jobOf(idOf('a wrangler'));
    await jobOf(idOf('an admin'));
    const { headers } = callers['a wrangler'];
    const listed = await manager.client.call('GET', '/jobs?mine=true', { headers });
    expect((listed.body as { jobs: { id: string }[] }).jobs.map(({ id }) => id)).toEqual([mine]);
    const input = encodeURIComponent(JSON.stringify({ mine: true }));
    const answer = await fetch(`${manager.url}/api/trpc/jobs.find?input=${input}`, { headers });
    const { result } = (await answer.json()) as { result: { data: { rows: { id: string }[] } } };
    expect(result.data.rows.map(({ id }) => id)).toEqual([mine]);
  });

  test('are not known of somebody who did not say who they are', async () => {
    const { headers } = callers['a member of a trusted network'];
    const listed = await manager.client.call('GET', '/jobs?mine=true', { headers });
    expect([listed.status, listed.body]).toMatchObject([400, { message: expect.stringContaining('mine: ') }]);
  });
});
