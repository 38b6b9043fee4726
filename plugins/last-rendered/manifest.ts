import type { PluginManifest } from '#server/plugins/define-plugin.ts';

export const manifest = {
  id: 'last-rendered',
  name: 'Last rendered image',
  version: '1.0.0',
  requires: [],
  description: 'Shows the newest rendered frame of each job and of the whole farm.',
} as const satisfies PluginManifest;
