import type { PluginManifest } from '#server/plugins/define-plugin.ts';

export const manifest = {
  id: 'blender',
  name: 'Blender add-on',
  version: '1.0.0',
  requires: [],
  description: 'Serves the add-on with which artists submit jobs from Blender.',
} as const satisfies PluginManifest;
