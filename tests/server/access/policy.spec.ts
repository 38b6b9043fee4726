import { describe, expect, test } from 'vitest';
import { openAccess } from '#server/access/access.ts';
import { askPolicy, type Caller, callerMay, openCaller, stranger, workerCaller } from '#server/access/caller.ts';
import { type Action, mayDo, POLICY, ROLES, type Role, type Whose } from '#server/access/policy.ts';
import type { RequestFacts } from '#server/access/request-facts.ts';
import { asWorker } from '#tests/support/actors.ts';

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
  const anybody = openCaller('10.0.0.7');
  const worker = workerCaller({ actor: asWorker('w-1'), provedNext: null, isNewSecretWanted: false });

  test('lets everybody do what people do, but only workers do the work', () => {
    expect(openAccess.identify({}, { remoteAddress: '10.0.0.7' } as RequestFacts)).toEqual(anybody);
    expect(ACTIONS.filter((action) => !callerMay(action, anybody))).toEqual(['work.do']);
  });

  test.each<Action>([
    'farm.configure',
    'jobs.change',
    'jobs.delete',
    'workers.change',
    'files.upload',
    'job-files.read',
  ])('gives the credentials of a worker no right to %s', (action) => {
    expect(callerMay(action, worker, 'own')).toBe(false);
  });

  test('lets a worker work and look around', () => {
    expect(callerMay('work.do', worker)).toBe(true);
    expect(callerMay('farm.read', worker)).toBe(true);
  });
});

describe('a refusal', () => {
  const refusalOf = (ask: () => void): unknown => {
    try {
      return ask();
    } catch (error) {
      return error;
    }
  };
  const artist: Caller = {
    actor: { kind: 'person', id: 'p-1', name: 'Anna' },
    roles: new Set(['artist']),
    letInBy: { kind: 'session', id: 's-1' },
  };

  test('names the right that is missing', () => {
    expect(refusalOf(() => askPolicy('farm.configure', artist))).toMatchObject({
      code: 'not-allowed',
      status: 403,
      message: expect.stringContaining('"farm.configure"'),
    });
  });

  test('says when it would be all right with what is their own', () => {
    expect(refusalOf(() => askPolicy('jobs.change', artist, 'own'))).toBeUndefined();
    expect(refusalOf(() => askPolicy('jobs.change', artist, 'other'))).toMatchObject({
      message: expect.stringContaining('somebody else'),
    });
  });

  test('asks strangers to sign in', () => {
    expect(refusalOf(() => askPolicy('jobs.read', stranger('10.0.0.7')))).toMatchObject({
      code: 'not-signed-in',
      status: 401,
    });
    expect(refusalOf(() => askPolicy('manager.find', stranger('10.0.0.7')))).toBeUndefined();
  });

  test('is given to a token that was made for other actions', () => {
    const token: Caller = { ...artist, actions: new Set(['jobs.read']), letInBy: { kind: 'token', id: 't-1' } };
    expect(callerMay('jobs.read', token)).toBe(true);
    expect(callerMay('jobs.submit', token)).toBe(false);
    // A token gives no more than its person has.
    expect(callerMay('farm.configure', { ...token, actions: new Set(['farm.configure']) })).toBe(false);
  });
});
