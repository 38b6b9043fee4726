import { expect, test } from 'vitest';
import { actorWords, changeInShort, differences, valueWords } from '#app/_features/audit/audit-text.ts';
import type { AuditActor } from '#server/contracts/audit.ts';

test('a change reads as fields with what they were and are', () => {
  const subject = { kind: 'job' } as const;
  const entry = {
    subject,
    before: { worker_tag: null, keep: false },
    after: { keep: true, blocked: ['node-1: blender'] },
  };
  expect(differences(entry)).toEqual([
    { field: 'worker tag', was: 'none', is: undefined },
    { field: 'keep', was: 'no', is: 'yes' },
    { field: 'blocked', was: undefined, is: 'node-1: blender' },
  ]);
  expect(changeInShort(entry)).toBe('worker tag: none · keep: no → yes · blocked: node-1: blender');
  expect(changeInShort({ subject })).toBe('');
  expect(changeInShort({ subject: { kind: 'settings' }, after: { manager_name: 'Farm' } })).toBe('manager_name: Farm');
});

test.each<[unknown, string]>([
  [null, 'none'],
  ['', 'none'],
  [[], 'none'],
  [{}, 'none'],
  [0, '0'],
  [false, 'no'],
  [['a', 'b'], 'a, b'],
  [{ job_fail_percentage: 20, tasks: null }, 'job fail percentage 20, tasks none'],
])('the value %j reads "%s"', (value, words) => {
  expect(valueWords(value)).toBe(words);
});

test.each<[AuditActor, string]>([
  [{ kind: 'person', id: 'x', name: 'anna' }, 'anna'],
  [{ kind: 'worker', id: 'x', name: 'node-1' }, 'Worker node-1'],
  [{ kind: 'plugin', id: 'webhooks', name: 'webhooks' }, 'Plugin webhooks'],
  [{ kind: 'terminal', id: 'root', name: 'root' }, 'Command line, root'],
  [{ kind: 'manager', id: 'manager', name: 'manager' }, 'The manager'],
  [{ kind: 'open', id: '10.0.0.9', name: '10.0.0.9' }, 'Not signed in, 10.0.0.9'],
])('%j is called "%s"', (actor, words) => {
  expect(actorWords(actor)).toBe(words);
});
