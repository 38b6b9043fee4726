import { describe, expect, it } from 'vitest';
import { rightOf } from '#app/_lib/rights.ts';
import { type Action, mayDo, POLICY } from '#server/access/policy.ts';
import type { PersonRole } from '#server/contracts/person.ts';
import type { Me } from '#server/contracts/web/account.ts';

const ACTIONS = Object.keys(POLICY) as Action[];

function me(role: PersonRole | null, change: Partial<Me> = {}): Me {
  const roles = new Set(role ? [role] : []);
  return {
    mode: 'accounts',
    person: { id: 'anna', name: 'anna', display_name: 'Anna', email: null, two_factor: false },
    role,
    let_in_by: 'session',
    not_admitted: null,
    uses_password: true,
    network: null,
    may: ACTIONS.filter((action) => mayDo(action, roles, 'own')),
    may_to_all: ACTIONS.filter((action) => mayDo(action, roles)),
    password_min_length: 10,
    ...change,
  };
}

describe('what pages offer', () => {
  it('a wrangler changes the jobs of all', () => {
    expect(rightOf(me('wrangler'), 'jobs.change', ['otto', null])).toEqual({ may: true, why: null });
  });

  it.each<[string, (string | null)[], boolean]>([
    ['their own job', ['anna'], true],
    ['somebody else’s job', ['otto'], false],
    ['a job that nobody owns', [null], false],
    ['several jobs, one of them their own', ['otto', 'anna'], true],
    ['several jobs, none of them their own', ['otto', null], false],
    ['a selection that is still empty', [], true],
  ])('an artist and %s', (_what, owners, may) => {
    const right = rightOf(me('artist'), 'jobs.change', owners);
    expect(right.may).toBe(may);
    if (!may) expect(right.why).toContain('artist');
  });

  it('a viewer is told that the role is why', () => {
    expect(rightOf(me('viewer'), 'workers.change')).toEqual({
      may: false,
      why: 'Your role, viewer, may not change this.',
    });
  });

  it('somebody without an account is not taken for the owner of a job that nobody owns', () => {
    const guest = me('artist', { person: null, let_in_by: 'network', network: '10.0.0.0/8' });
    expect(rightOf(guest, 'jobs.change', [null]).may).toBe(false);
  });

  it('somebody who did not sign in is told so', () => {
    const guest = me('viewer', { person: null, let_in_by: 'network', network: '10.0.0.0/8' });
    expect(rightOf(guest, 'workers.change').why).toContain('You are not signed in');
  });
});
