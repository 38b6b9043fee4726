import type { Actor } from '../contracts/actor.ts';
import { FarmError } from '../domain/errors.ts';
import { type Action, mayDo, type Role, type Whose } from './policy.ts';

/** How a farm recognizes people, and what it lets them do. */
export interface Access {
  readonly mode: 'open';
  /** Whether the actor may do it. Without `whose`: whether they may do it to other people's things too. */
  mayDo(action: Action, actor: Actor, whose?: Whose): boolean;
  /** Aborted when what the caller was let in with has ended, such as a session; streams end then. Absent: never. */
  readonly ended?: AbortSignal;
}

/**
 * Nobody signs in, and everybody on the network may do everything that people can do: a trusted network, as with
 * Flamenco 3.
 */
export const openAccess: Access = {
  mode: 'open',
  mayDo: (action, actor, whose) => mayDo(action, openRoles(actor), whose),
};

/**
 * Asks the policy; comes before every procedure and every route.
 * @throws FarmError not-allowed (403)
 */
export function askPolicy(access: Access, action: Action, actor: Actor, whose?: Whose): void {
  if (access.mayDo(action, actor, whose)) return;
  throw new FarmError('not-allowed', { message: `this needs the right "${action}", which the caller does not have` });
}

/** Whoever gives a worker's credentials gets the rights of a worker, and no others. */
function openRoles(actor: Actor): ReadonlySet<Role> {
  if (actor.kind === 'open') return ADMIN;
  return actor.kind === 'worker' ? WORKER : NOBODY;
}

const ADMIN: ReadonlySet<Role> = new Set(['admin']);
const WORKER: ReadonlySet<Role> = new Set(['worker']);
const NOBODY: ReadonlySet<Role> = new Set();
