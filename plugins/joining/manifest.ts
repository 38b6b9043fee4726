import type { PluginManifest } from '#server/plugins/define-plugin.ts';

export const manifest = {
  id: 'joining',
  name: 'Joining',
  version: '1.0.0',
  requires: [],
  description:
    'Installs the worker on new machines with one command: a script, the worker and its Node, all served by the manager.',
} as const satisfies PluginManifest;
