import type { Actor } from '../contracts/actor.ts';
import { FarmError } from '../domain/errors.ts';
import { type Action, mayDo, type Role, type Whose } from './policy.ts';

/** How a farm knows people, and what it lets them do. */
export interface Access {
  readonly mode: 'open';
  /** Whether the actor may do it. Absent `whose`: with things of others, too. */
  mayDo(action: Action, actor: Actor, whose?: Whose): boolean;
}

/** Nobody signs in, and everybody on the network may do what people do: a trusted network, as with Flamenco 3. */
export const openAccess: Access = {
  mode: 'open',
  mayDo: (action, actor, whose) => mayDo(action, openRoles(actor), whose),
};

/**
 * The question that comes before every procedure and every route.
 * @throws FarmError not-allowed (403)
 */
export function askPolicy(access: Access, action: Action, actor: Actor, whose?: Whose): void {
  if (access.mayDo(action, actor, whose)) return;
  throw new FarmError('not-allowed', { message: `this needs the right "${action}", which the caller does not have` });
}

/** Credentials make a worker of whoever gives them, and nothing more. */
function openRoles(actor: Actor): ReadonlySet<Role> {
  if (actor.kind === 'open') return ADMIN;
  return actor.kind === 'worker' ? WORKER : NOBODY;
}

const ADMIN: ReadonlySet<Role> = new Set(['admin']);
const WORKER: ReadonlySet<Role> = new Set(['worker']);
const NOBODY: ReadonlySet<Role> = new Set();
