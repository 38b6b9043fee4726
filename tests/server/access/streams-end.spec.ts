import { afterAll, beforeAll, expect, test } from 'vitest';
import { MANAGER } from '#server/contracts/actor.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { changePerson } from '#server/use-cases/change-person.ts';
import { createApiToken } from '#server/use-cases/create-api-token.ts';
import { removePerson } from '#server/use-cases/remove-person.ts';
import { revokeApiToken } from '#server/use-cases/revoke-api-token.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';
import { callersOf, cookieOf, type MatrixCaller, NETWORK_CONFIG } from './matrix/callers.ts';

let manager: TestManager;
let artist: MatrixCaller;
let viewer: MatrixCaller;
beforeAll(async () => {
  manager = await startTestManager({ webRouter: appRouter, config: NETWORK_CONFIG });
  ({ 'an artist': artist, 'a viewer': viewer } = await callersOf(manager));
});
afterAll(() => manager.stop());

/** Follows the farm's events; the promise is kept once the manager ends the stream. */
async function follow(headers: Readonly<Record<string, string>>): Promise<{ readonly ended: Promise<'ended'> }> {
  const answer = await fetch(`${manager.url}/api/trpc/live.events?input=${encodeURIComponent('{}')}`, { headers });
  expect(answer.status).toBe(200);
  const reader = answer.body?.getReader();
  expect((await reader?.read())?.done).toBe(false);
  const toEnd = async () => {
    while (!(await reader?.read())?.done);
    return 'ended' as const;
  };
  return { ended: toEnd() };
}

const call = (procedure: string, Cookie: string) =>
  fetch(`${manager.url}/api/trpc/${procedure}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie },
    body: 'null',
  });

test('a live stream ends when its session is left, and those of other sessions go on', async () => {
  const Cookie = await cookieOf(manager, 'artist');
  const left = await follow({ Cookie });
  const other = await follow(artist.headers);
  expect((await call('account.signOut', Cookie)).status).toBe(200);
  await left.ended;
  const goesOn = Symbol('goes on');
  expect(await Promise.race([other.ended, Promise.resolve(goesOn)])).toBe(goesOn);
});

test('a live stream ends when its token is revoked', async () => {
  const { id, secret } = await createApiToken(manager.farm, MANAGER, artist.ownerId ?? '', { label: 'program' });
  const stream = await follow({ Authorization: `Bearer ${secret}` });
  await revokeApiToken(manager.farm, MANAGER, artist.ownerId ?? '', id);
  expect(await stream.ended).toBe('ended');
});

test('a live stream ends when its person is kept from signing in, with a session or a token', async () => {
  const { secret } = await createApiToken(manager.farm, MANAGER, artist.ownerId ?? '', { label: 'program' });
  const streams = [await follow(artist.headers), await follow({ Authorization: `Bearer ${secret}` })];
  await changePerson(manager.farm, MANAGER, artist.ownerId ?? '', { disabled: true });
  expect(await Promise.all(streams.map(({ ended }) => ended))).toEqual(['ended', 'ended']);
});

test('a live stream ends when its person is removed', async () => {
  const stream = await follow(viewer.headers);
  await removePerson(manager.farm, MANAGER, viewer.ownerId ?? '');
  expect(await stream.ended).toBe('ended');
});
