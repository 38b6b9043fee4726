import type { PluginManifest } from '#server/plugins/define-plugin.ts';

export const manifest = {
  id: 'shaman',
  name: 'Shaman',
  version: '1.0.0',
  requires: [],
  description:
    'Stores uploaded files by their content, so that no file is sent or kept twice, and creates checkouts of them.',
} as const satisfies PluginManifest;
