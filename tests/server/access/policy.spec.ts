import { describe, expect, test } from 'vitest';
import { askPolicy, openAccess } from '#server/access/access.ts';
import { type Action, mayDo, POLICY, ROLES, type Role, type Whose } from '#server/access/policy.ts';
import { asWorker, SOMEBODY } from '#tests/support/actors.ts';

const ACTIONS = Object.keys(POLICY) as Action[];

describe('the policy', () => {
  test.each<[Role, Action, Whose, boolean]>([
    ['viewer', 'jobs.read', 'other', true],
    ['viewer', 'jobs.submit', 'own', false],
    ['artist', 'jobs.submit', 'other', true],
    ['artist', 'jobs.change', 'own', true],
    ['artist', 'jobs.change', 'other', false],
    ['artist', 'jobs.delete', 'other', false],
    ['artist', 'workers.change', 'own', false],
    ['wrangler', 'jobs.change', 'other', true],
    ['wrangler', 'workers.change', 'other', true],
    ['wrangler', 'farm.configure', 'own', false],
    ['admin', 'farm.configure', 'other', true],
    ['worker', 'jobs.change', 'own', false],
    ['worker', 'workers.read', 'own', false],
    ['stranger', 'workers.register', 'own', true],
    ['stranger', 'jobs.read', 'own', false],
    ['stranger', 'job-files.read', 'own', false],
  ])('a %s asking for %s, %s: %s', (role, action, whose, allowed) => {
    expect(mayDo(action, new Set([role]), whose)).toBe(allowed);
  });

  test('anyone who may do something with the things of others may do it with their own', () => {
    const onlyOfOthers = ACTIONS.flatMap((action) =>
      ROLES.filter((role) => mayDo(action, new Set([role]), 'other') && !mayDo(action, new Set([role]), 'own')),
    );
    expect(onlyOfOthers).toEqual([]);
  });

  test('a thing whose owner is unknown counts as somebody else’s', () => {
    expect(mayDo('jobs.change', new Set(['artist']))).toBe(false);
  });

  test('several roles together may do what any of them may; without a role, nothing is allowed', () => {
    expect(mayDo('work.do', new Set(['viewer', 'worker']))).toBe(true);
    expect(ACTIONS.filter((action) => mayDo(action, new Set(), 'own'))).toEqual([]);
  });

  test('an admin may do everything except the work of a worker', () => {
    expect(ACTIONS.filter((action) => !mayDo(action, new Set(['admin'])))).toEqual(['work.do']);
  });
});

describe('open access', () => {
  const worker = asWorker('w-1');

  test('lets everybody do what people do, but only workers do the work', () => {
    expect(ACTIONS.filter((action) => !openAccess.mayDo(action, SOMEBODY))).toEqual(['work.do']);
  });

  test.each<Action>([
    'farm.configure',
    'jobs.change',
    'jobs.delete',
    'workers.change',
    'files.upload',
    'job-files.read',
  ])('gives the credentials of a worker no right to %s', (action) => {
    expect(openAccess.mayDo(action, worker, 'own')).toBe(false);
  });

  test.each([{ kind: 'manager' }, { kind: 'plugin', id: 'p' }, { kind: 'person', id: 'p', name: 'Anna' }] as const)(
    'grants nothing to actors that never send requests: $kind',
    (actor) => {
      expect(ACTIONS.filter((action) => openAccess.mayDo(action, actor, 'own'))).toEqual([]);
    },
  );

  test('lets a worker work and look around', () => {
    expect(openAccess.mayDo('work.do', worker)).toBe(true);
    expect(openAccess.mayDo('farm.read', worker)).toBe(true);
  });
});

test('a refusal names the right that is missing', () => {
  const ask = () => askPolicy(openAccess, 'farm.configure', asWorker('w-1'));
  expect(ask).toThrow(expect.objectContaining({ code: 'not-allowed', status: 403 }));
  expect(ask).toThrow('"farm.configure"');
});
