import { expect, it } from 'vitest';
import { tokenActionGroups, tokenScope, withBasics } from '#app/_features/account/token-actions.ts';
import { type Action, mayDo, POLICY } from '#server/access/policy.ts';

const ACTIONS = Object.keys(POLICY) as Action[];
const rightsOf = (role: 'admin' | 'viewer' | 'stranger') =>
  ACTIONS.filter((action) => mayDo(action, new Set([role]), 'own'));

it('offers a token only for what its owner may do', () => {
  const offered = tokenActionGroups(rightsOf('viewer')).flatMap(({ actions }) => actions.map(({ action }) => action));
  expect(offered).toContain('jobs.read');
  expect(offered).not.toContain('jobs.submit');
});

it('between what is offered to an admin and what every token gets, nothing is missing', () => {
  const offered = tokenActionGroups(rightsOf('admin')).flatMap(({ actions }) => actions.map(({ action }) => action));
  const missing = rightsOf('admin').filter((action) => !withBasics(offered).includes(action));
  // A token cannot set up a manager, sign in, or change accounts.
  expect(missing).toEqual(['manager.set-up', 'account.enter', 'account.change', 'people.change']);
});

it.each([
  [null, 'everything its owner may do'],
  [withBasics(['jobs.read']), 'see jobs'],
  [
    withBasics(['jobs.read', 'jobs.submit', 'tasks.read', 'workers.read', 'farm.read']),
    /^see jobs, submit jobs, .* and 2 more$/,
  ],
])('says what a token may do', (actions, text) => {
  expect(tokenScope(actions)).toMatch(text);
});
