import { AsyncLocalStorage } from 'node:async_hooks';
import { type Actor, MANAGER } from '../contracts/actor.ts';
import type { SessionEnd } from '../contracts/session.ts';
import type { Visit } from './cookies.ts';

/** The most characters of what a browser says about itself that are kept. */
const LONGEST_USER_AGENT = 300;

/** In whose name the library works at the moment, and what it cannot know. */
export interface Calling {
  /** Who makes the changes; those of a sign-in are the person's own. */
  readonly by: Actor;
  /** Where the request came from. */
  readonly address: string;
  readonly userAgent: string;
  /** Why sessions end, if the library ends any. */
  readonly ending: SessionEnd;
  /** The password is not enough yet: a session that the library begins is not stored. */
  readonly secondFactorDue: boolean;
  /** Somebody who is signed in gets another session in place of theirs; nobody signs in. */
  readonly renews?: boolean;
  /** A recovery code was sent in place of one of a device. */
  readonly usesRecoveryCode?: boolean;
  /** Whose turn it is to have a password checked; absent: that of `by`. */
  readonly lane?: string;
  /** The code of a device that was sent; it is good for one session. */
  readonly code?: string;
  /** The session that was begun, if one was. */
  begun?: { readonly id: string; readonly personId: string; readonly expiresAt: string };
}

const NOBODY: Calling = { by: MANAGER, address: '', userAgent: '', ending: 'ended', secondFactorDue: false };
const current = new AsyncLocalStorage<Calling>();

/** Runs `work`, in which the library is called, on behalf of somebody. */
export function calling<T>(call: Calling, work: () => Promise<T>): Promise<T> {
  return current.run(call, work);
}

/** On whose behalf the library works. */
export function currentCalling(): Calling {
  return current.getStore() ?? NOBODY;
}

/** What the library is called with on behalf of a visitor. */
export function callOf(
  { address, userAgent = '' }: Pick<Visit, 'address'> & Partial<Pick<Visit, 'userAgent'>>,
  rest: Pick<Calling, 'by'> & Partial<Omit<Calling, 'by' | 'address' | 'userAgent' | 'begun'>>,
): Calling {
  const told = userAgent.slice(0, LONGEST_USER_AGENT);
  return { address, userAgent: told, ending: 'replaced', secondFactorDue: false, ...rest };
}
