import { lazy } from 'react';
import type { Contributions } from '#app/_plugins/contributions.ts';
import { manifest } from '../manifest.ts';

export const contributions: Contributions = {
  plugin: manifest.id,
  pieces: [
    {
      slot: 'worker-panel',
      title: 'Sleep schedule',
      order: 10,
      component: lazy(async () => ({ default: (await import('./worker-sleep.tsx')).WorkerSleep })),
    },
  ],
};
