import { lazy } from 'react';
import { expect, it } from 'vitest';
import type { Contributions, Piece } from '#app/_plugins/contributions.ts';
import { piecesOf } from '#app/_plugins/pieces-of.ts';

const component = lazy(() => Promise.resolve({ default: () => null }));
const forWorkers = (title: string, order: number): Piece => ({ slot: 'worker-panel', title, order, component });
const INSTALLED: readonly Contributions[] = [
  {
    plugin: 'sleep',
    pieces: [forWorkers('Sleep', 20), { slot: 'job-panel', title: 'Nights', order: 1, component }],
  },
  { plugin: 'power', pieces: [forWorkers('Power', 10), forWorkers('Bill', 20)] },
  { plugin: 'off', pieces: [forWorkers('Nothing', 1)] },
];

it('a slot shows the pieces of running plugins, by their own order and then by that of the plugins', () => {
  const shown = piecesOf(INSTALLED, 'worker-panel', (plugin) => plugin !== 'off');
  expect(shown.map(({ plugin, piece }) => `${plugin} ${piece.title}`)).toEqual([
    'power Power',
    'sleep Sleep',
    'power Bill',
  ]);
  expect(piecesOf(INSTALLED, 'task-panel', () => true)).toEqual([]);
});
