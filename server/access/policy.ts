/**
 * What a caller can be. People have one of the first four roles, `worker` is a render node that gave its credentials,
 * and `stranger` is anybody who did not say who they are.
 */
export const ROLES = ['admin', 'wrangler', 'artist', 'viewer', 'worker', 'stranger'] as const;
export type Role = (typeof ROLES)[number];

/** How far a right reaches: what the caller owns, or everything. */
type Reach = 'own' | 'all';
type Rights = Readonly<Partial<Record<Role, Reach>>>;

const KEEPERS = { admin: 'all', wrangler: 'all' } as const satisfies Rights;
const MAKERS = { ...KEEPERS, artist: 'all' } as const satisfies Rights;
const OWNERS = { ...KEEPERS, artist: 'own' } as const satisfies Rights;
const PEOPLE = { ...MAKERS, viewer: 'all' } as const satisfies Rights;
const MEMBERS = { ...PEOPLE, worker: 'all' } as const satisfies Rights;
const EVERYBODY = { ...MEMBERS, stranger: 'all' } as const satisfies Rights;

/**
 * The policy: who may do what, and to whose things. Every procedure of both doors and every HTTP route, whether of the
 * kernel or of a plugin, names one of these actions. A role that is missing from a row may not do it.
 */
export const POLICY = {
  /** Find out whether there is a manager, which one it is, and whether it works. */
  'manager.find': EVERYBODY,
  /** Set up a manager that has no configuration; takes the secret that it printed when it was started. */
  'manager.set-up': EVERYBODY,
  /** The pages themselves, which contain nothing about the farm; they request what they show. */
  'pages.open': EVERYBODY,
  'api.describe': EVERYBODY,
  'add-on.download': EVERYBODY,
  /** Learn who one is to this farm, sign in and out, and use a link to choose a password. */
  'account.enter': EVERYBODY,
  /** Change one's own password, second factor, sessions and tokens; takes somebody who is signed in. */
  'account.change': PEOPLE,
  'people.read': PEOPLE,
  'people.change': { admin: 'all' },
  'farm.read': MEMBERS,
  'farm.configure': { admin: 'all' },
  'job-types.read': MEMBERS,
  'jobs.read': MEMBERS,
  'jobs.submit': MAKERS,
  'jobs.change': OWNERS,
  'jobs.delete': OWNERS,
  /** Give jobs to another person. */
  'jobs.hand-over': OWNERS,
  'job-files.read': PEOPLE,
  'tasks.read': MEMBERS,
  'tasks.change': OWNERS,
  'files.upload': MAKERS,
  'workers.read': PEOPLE,
  'workers.change': KEEPERS,
  /** Become a worker, and download what a machine needs for that. */
  'workers.register': EVERYBODY,
  'live.follow': PEOPLE,
  'dead-letters.read': KEEPERS,
  'dead-letters.change': KEEPERS,
  /** See who changed what. */
  'audit.read': KEEPERS,
  'work.do': { worker: 'all' },
} as const satisfies Record<string, Rights>;
export type Action = keyof typeof POLICY;
/**
 * What no API token may do, whoever made it: with a link for a new person, a token that is limited or about to expire
 * would become somebody who may do everything, for ever.
 */
export const NOT_BY_TOKEN: ReadonlySet<Action> = new Set<Action>(['people.change']);
/** Actions that somebody may do only to their own things, so whoever asks has to say whose it is. */
export type OwnedAction = {
  [A in Action]: 'own' extends (typeof POLICY)[A][keyof (typeof POLICY)[A]] ? A : never;
}[Action];

/** Whether it is one of the actions that somebody may do only to their own things. */
export function isOwned(action: Action): action is OwnedAction {
  return Object.values(POLICY[action]).includes('own');
}

/**
 * Who owns a thing, as seen by the caller. Things that nobody owns, or whose owner is unknown, count as somebody
 * else's.
 */
export type Whose = 'own' | 'other';

/** Whether one of the roles allows the action, on a thing of the caller's own or of somebody else's. */
export function mayDo(action: Action, roles: ReadonlySet<Role>, whose: Whose = 'other'): boolean {
  const rights: Rights = POLICY[action];
  return [...roles].some((role) => rights[role] === 'all' || (rights[role] === 'own' && whose === 'own'));
}
