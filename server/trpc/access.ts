import type { Actor } from '../contracts/actor.ts';

/** What a caller can be. People have one of the first four; `worker` is a render node that gave its credentials. */
export const ROLES = ['admin', 'wrangler', 'artist', 'viewer', 'worker'] as const;
export type Role = (typeof ROLES)[number];

/** How the farm knows people. `open`: nobody signs in and everybody may do everything (trusted network, as Flamenco 3). */
export type AccessMode = 'open';

const EVERYBODY = ROLES;
const PEOPLE = ['admin', 'wrangler', 'artist', 'viewer'] as const;
const MAKERS = ['admin', 'wrangler', 'artist'] as const;
const KEEPERS = ['admin', 'wrangler'] as const;

/** The policy: which roles may do what. Every procedure of both doors names one of these actions. */
export const POLICY = {
  'farm.read': EVERYBODY,
  'farm.configure': ['admin'],
  'job-types.read': EVERYBODY,
  'job-types.refresh': KEEPERS,
  'jobs.read': EVERYBODY,
  'jobs.submit': MAKERS,
  'jobs.change': MAKERS,
  'jobs.delete': MAKERS,
  'tasks.read': EVERYBODY,
  'tasks.change': MAKERS,
  'files.upload': MAKERS,
  'workers.read': PEOPLE,
  'workers.change': KEEPERS,
  'workers.register': EVERYBODY,
  'live.follow': PEOPLE,
  'work.do': ['worker'],
} as const satisfies Record<string, readonly Role[]>;
export type Action = keyof typeof POLICY;

/** The roles that a caller has. */
export function rolesOf(caller: Actor, mode: AccessMode): ReadonlySet<Role> {
  const roles = new Set<Role>();
  if (mode === 'open') roles.add('admin').add('wrangler');
  if (caller.kind === 'worker') roles.add('worker');
  return roles;
}

/** Whether one of the roles may do it. */
export function mayDo(action: Action, roles: ReadonlySet<Role>): boolean {
  const allowed: readonly Role[] = POLICY[action];
  return allowed.some((role) => roles.has(role));
}
