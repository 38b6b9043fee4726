import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { type Action, POLICY, ROLES, type Role } from '#server/access/policy.ts';

/** What each cell says, without the spaces that make columns. */
const cellsOf = (row: string) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

test('the table in the documentation is the policy, row by row', async () => {
  const text = await readFile('docs/permissions.md', 'utf8');
  const [head = '', , ...rows] = text.split('\n').filter((line) => line.startsWith('|'));
  expect(cellsOf(head)).toEqual(['Action', ...ROLES]);
  const expected = (Object.keys(POLICY) as Action[]).map((action) => {
    const rights: Readonly<Partial<Record<Role, string>>> = POLICY[action];
    return [`\`${action}\``, ...ROLES.map((role) => ({ all: 'yes', own: 'own', none: '' })[rights[role] ?? 'none'])];
  });
  expect(rows.map(cellsOf)).toEqual(expected);
});
