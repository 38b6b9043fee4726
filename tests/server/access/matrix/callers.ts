import { MANAGER } from '#server/contracts/actor.ts';
import type { Action } from '#server/access/policy.ts';
import { createApiToken } from '#server/use-cases/create-api-token.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import { setPassword } from '#server/use-cases/set-password.ts';
import { basicAuth } from '#tests/support/test-client.ts';
import type { TestManager } from '#tests/support/test-manager.ts';
import type { Rights } from './rules.ts';

/** Whoever is let in from this address need not sign in. */
export const NETWORK_CONFIG =
  'access: accounts\ntrusted_networks: [{network: 127.0.0.2/32, role: artist}]\ntrusted_proxies: [127.0.0.1]\nproxy_login: {header: Remote-User}\n';
export const PASSWORD = 'correct horse battery';
const ONE_ACTION: Action = 'jobs.change';

/** A kind of caller, ready to call. */
export interface MatrixCaller extends Rights {
  readonly headers: Readonly<Record<string, string>>;
  /** Under which jobs are theirs; null where nobody knows who they are. */
  readonly ownerId: string | null;
  readonly isOpen?: true;
}

/** Every kind of caller; `callersOf` makes them. */
export const CALLER_NAMES = [
  'a stranger',
  'a viewer',
  'an artist',
  'a wrangler',
  'an admin',
  'a token for one action',
  'a token of an artist',
  'an artist whom a proxy signed in',
  'a worker',
  'a member of a trusted network',
  'anybody, in open mode',
] as const;
export type CallerName = (typeof CALLER_NAMES)[number];

/** Makes people, sessions, tokens and a worker: each once. */
export async function callersOf(manager: TestManager): Promise<Readonly<Record<CallerName, MatrixCaller>>> {
  const [viewer, artist, wrangler, admin] = await Promise.all([
    person(manager, 'viewer'),
    person(manager, 'artist'),
    person(manager, 'wrangler'),
    person(manager, 'admin'),
  ]);
  const worker = await manager.client.registeredWorker();
  return {
    'a stranger': { role: 'stranger', headers: {}, ownerId: null },
    'a viewer': viewer,
    'an artist': artist,
    'a wrangler': wrangler,
    'an admin': admin,
    'a token for one action': await token(manager, wrangler, [ONE_ACTION]),
    'a token of an artist': await token(manager, artist),
    'an artist whom a proxy signed in': {
      ...(await person(manager, 'artist', 'petra')),
      headers: { 'Remote-User': 'petra' },
    },
    'a worker': { role: 'worker', headers: { Authorization: basicAuth(worker) }, ownerId: null },
    'a member of a trusted network': { role: 'artist', headers: { 'X-Forwarded-For': '127.0.0.2' }, ownerId: null },
    'anybody, in open mode': { role: 'admin', headers: {}, ownerId: null, isOpen: true },
  };
}

/** Signs in; resolves to the `Cookie` header. */
export async function cookieOf(manager: Pick<TestManager, 'url'>, name: string): Promise<string> {
  const answer = await fetch(`${manager.url}/api/trpc/account.signIn`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ nameOrEmail: name, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`${name} could not sign in: ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

async function person(
  manager: TestManager,
  role: 'viewer' | 'artist' | 'wrangler' | 'admin',
  name: string = role,
): Promise<MatrixCaller> {
  const { id } = await createPerson(manager.farm, MANAGER, { name, role });
  await setPassword(manager.farm, MANAGER, id, { password: PASSWORD });
  return { role, headers: { Cookie: await cookieOf(manager, name) }, ownerId: id };
}

async function token(
  manager: TestManager,
  { role, ownerId }: MatrixCaller,
  actions?: readonly Action[],
): Promise<MatrixCaller> {
  const wanted = { label: 'program', ...(actions ? { actions: [...actions] } : {}) };
  const { secret } = await createApiToken(manager.farm, MANAGER, ownerId ?? '', wanted);
  return { role, ...(actions ? { actions } : {}), headers: { Authorization: `Bearer ${secret}` }, ownerId };
}
