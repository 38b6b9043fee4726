import type { Action } from '#server/access/policy.ts';
import type { Me } from '#server/contracts/web/account.ts';

/** Whether the reader may do something, and if not, why. */
export type Right = { readonly may: true; readonly why: null } | { readonly may: false; readonly why: string };

const GRANTED: Right = { may: true, why: null };

/**
 * What the policy says about the reader. The manager has the last word; this decides what pages offer.
 * @param owners who owns what would be changed, null = nobody; absent if it is nobody's, or not known. Whoever may
 *   change one of several has the right: the manager then refuses the others.
 */
export function rightOf(me: Me | undefined, action: Action, owners?: readonly (string | null)[]): Right {
  if (!me || me.may_to_all.includes(action)) return GRANTED;
  if (!me.may.includes(action)) return { may: false, why: lacking(me) };
  const own = me.person?.id;
  if (!owners || owners.length === 0 || owners.some((owner) => owner !== null && owner === own)) return GRANTED;
  const whose = owners.length === 1 ? 'This is somebody else’s' : 'These are other people’s';
  return { may: false, why: `${whose}, and your role, ${me.role ?? 'none'}, may change only your own.` };
}

function lacking({ role, let_in_by }: Me): string {
  if (role === null) return 'You may not do this.';
  if (let_in_by === 'network') return `You are not signed in, and your network may only do what a ${role} may.`;
  return `Your role, ${role}, may not change this.`;
}
