/**
 * What a caller can be. People have one of the first four; `worker` is a render node that gave its credentials,
 * `stranger` whoever did not say who they are.
 */
export const ROLES = ['admin', 'wrangler', 'artist', 'viewer', 'worker', 'stranger'] as const;
export type Role = (typeof ROLES)[number];

/** How far a right goes: to what the caller owns, or to everything. */
type Reach = 'own' | 'all';
type Rights = Readonly<Partial<Record<Role, Reach>>>;

const KEEPERS = { admin: 'all', wrangler: 'all' } as const satisfies Rights;
const MAKERS = { ...KEEPERS, artist: 'all' } as const satisfies Rights;
const OWNERS = { ...KEEPERS, artist: 'own' } as const satisfies Rights;
const PEOPLE = { ...MAKERS, viewer: 'all' } as const satisfies Rights;
const MEMBERS = { ...PEOPLE, worker: 'all' } as const satisfies Rights;
const EVERYBODY = { ...MEMBERS, stranger: 'all' } as const satisfies Rights;

/**
 * The policy: who may do what, and with whose. Every procedure of both doors and every HTTP route, of the kernel and of
 * plugins, names one of these actions. A role that a row does not have may not do it.
 */
export const POLICY = {
  /** Whether there is a manager, which one, and whether it works. */
  'manager.find': EVERYBODY,
  /** The pages as such, without anything of the farm on them; what they show, they ask for. */
  'pages.open': EVERYBODY,
  'api.describe': EVERYBODY,
  'add-on.download': EVERYBODY,
  'farm.read': MEMBERS,
  'farm.configure': { admin: 'all' },
  'job-types.read': MEMBERS,
  'jobs.read': MEMBERS,
  'jobs.submit': MAKERS,
  'jobs.change': OWNERS,
  'jobs.delete': OWNERS,
  'job-files.read': PEOPLE,
  'tasks.read': MEMBERS,
  'tasks.change': OWNERS,
  'files.upload': MAKERS,
  'workers.read': PEOPLE,
  'workers.change': KEEPERS,
  /** To become a worker, and to fetch what a machine needs for that. */
  'workers.register': EVERYBODY,
  'live.follow': PEOPLE,
  'dead-letters.read': KEEPERS,
  'dead-letters.change': KEEPERS,
  'work.do': { worker: 'all' },
} as const satisfies Record<string, Rights>;
export type Action = keyof typeof POLICY;

/** Whose a thing is, as seen by the caller. What is nobody's, or whose owner is not known, is another's. */
export type Whose = 'own' | 'other';

/** Whether one of the roles may do it with a thing of theirs, or of another's. */
export function mayDo(action: Action, roles: ReadonlySet<Role>, whose: Whose = 'other'): boolean {
  const rights: Rights = POLICY[action];
  return [...roles].some((role) => rights[role] === 'all' || (rights[role] === 'own' && whose === 'own'));
}
