import type { PluginManifest } from '#server/plugins/define-plugin.ts';

export const manifest = {
  id: 'ssdp',
  name: 'Discovery',
  version: '1.0.0',
  requires: [],
  description: 'Lets workers on the network find this manager by themselves (UPnP/SSDP).',
} as const satisfies PluginManifest;
