import type { Actor } from '../contracts/actor.ts';
import { FarmError } from '../domain/errors.ts';
import type { AuthenticatedWorker } from './authenticate-worker.ts';
import { type Action, mayDo, NOT_BY_TOKEN, type Role, type Whose } from './policy.ts';

/** Why a caller was let in, or that they were not. */
export type LetInBy =
  /** Nobody signs in on this farm. */
  | { readonly kind: 'open' }
  | { readonly kind: 'session'; readonly id: string }
  | { readonly kind: 'token'; readonly id: string }
  /** A worker's id and secret. */
  | { readonly kind: 'worker'; readonly provedNext: string | null; readonly isNewSecretWanted: boolean }
  /** A network whose members need not sign in, such as `10.0.0.0/8`. */
  | { readonly kind: 'network'; readonly network: string }
  /** A trusted proxy said who it is. */
  | { readonly kind: 'proxy' }
  /** A trusted proxy said who it is, but they may not come in; they may do what strangers may. */
  | { readonly kind: 'not-admitted'; readonly who: string; readonly why: 'no-role' | 'disabled' }
  /** The manager is not set up, so nobody can be known yet. */
  | { readonly kind: 'not-set-up' }
  /** They did not say who they are; they may do what strangers may. */
  | { readonly kind: 'nobody' };

/** Whoever sent a request, and what they may do. */
export interface Caller {
  /** In whose name changes are made. */
  readonly actor: Actor;
  readonly roles: ReadonlySet<Role>;
  /** All that a token was made for; absent: everything that the roles allow. */
  readonly actions?: ReadonlySet<Action>;
  readonly letInBy: LetInBy;
  /** Aborted when what the caller was let in with has ended, such as a session; streams end then. Absent: never. */
  readonly ended?: AbortSignal;
}

/** Somebody on a network where nobody signs in. @param address where the request came from */
export function openCaller(address: string): Caller {
  return { actor: { kind: 'open', address }, roles: ADMIN, letInBy: { kind: 'open' } };
}

/** A worker that gave its credentials: it gets the rights of a worker, and no others. */
export function workerCaller({ actor, provedNext, isNewSecretWanted }: AuthenticatedWorker): Caller {
  return { actor, roles: WORKER, letInBy: { kind: 'worker', provedNext, isNewSecretWanted } };
}

/** Somebody who did not say who they are, where people have to. @param address where the request came from */
export function stranger(address: string): Caller {
  return { actor: { kind: 'open', address }, roles: STRANGER, letInBy: { kind: 'nobody' } };
}

/**
 * Whether the caller may do it. Without `whose`: whether they may do it to other people's things too. A token takes
 * nothing away that strangers may do, or programs could not even find the manager.
 */
export function callerMay(action: Action, { roles, actions, letInBy }: Caller, whose?: Whose): boolean {
  const isKeptFromTokens = letInBy.kind === 'token' && NOT_BY_TOKEN.has(action);
  if (isKeptFromTokens || (actions !== undefined && !actions.has(action))) return mayDo(action, STRANGER);
  return mayDo(action, roles, whose);
}

/**
 * Asks the policy; comes before every procedure and every route.
 * @throws FarmError not-signed-in (401) to somebody who might be allowed after signing in; not-allowed (403);
 *   not-set-up (503)
 */
export function askPolicy(action: Action, caller: Caller, whose?: Whose): void {
  if (callerMay(action, caller, whose)) return;
  if (caller.letInBy.kind === 'not-set-up') {
    const message = 'this manager is not set up yet; open the link that it printed when it was started';
    throw new FarmError('not-set-up', { message });
  }
  if (caller.letInBy.kind === 'nobody') {
    throw new FarmError('not-signed-in', {
      message: `this needs the right "${action}": sign in, or send an API token`,
    });
  }
  if (caller.letInBy.kind === 'not-admitted') {
    const { who, why } = caller.letInBy;
    const reason = why === 'disabled' ? 'whose account is disabled' : 'who has no account on this farm';
    throw new FarmError('not-allowed', { message: `the proxy says that you are "${who}", ${reason}; ask an admin` });
  }
  const toOwn = whose === 'other' && callerMay(action, caller, 'own');
  const message = toOwn
    ? `this is somebody else's; the caller has the right "${action}" only for what is their own`
    : `this needs the right "${action}", which the caller does not have`;
  throw new FarmError('not-allowed', { message });
}

const ADMIN: ReadonlySet<Role> = new Set(['admin']);
const WORKER: ReadonlySet<Role> = new Set(['worker']);
const STRANGER: ReadonlySet<Role> = new Set(['stranger']);
