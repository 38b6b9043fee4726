import type { PluginManifest } from '#server/plugins/define-plugin.ts';

export const manifest = {
  id: 'sleep-schedules',
  name: 'Sleep schedules',
  version: '1.0.0',
  requires: [],
  description: 'Sends workers to sleep and wakes them up at set times of the week.',
} as const satisfies PluginManifest;
