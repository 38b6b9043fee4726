import { z } from 'zod';
import { pluginStatusSchema } from '../plugin.ts';

export const pluginSettingSchema = z.object({
  key: z.string().describe('The key below `plugins.<id>`.'),
  description: z.string(),
  value: z.string().describe('The value in use; dots in place of a secret.'),
  is_default: z.boolean(),
});
export type PluginSetting = z.infer<typeof pluginSettingSchema>;

/** A plugin as the _Plugins_ page shows it. */
export const pluginRowSchema = pluginStatusSchema.extend({ settings: z.array(pluginSettingSchema) });
export type PluginRow = z.infer<typeof pluginRowSchema>;

export const pluginListSchema = z.object({
  folder: z.string().describe('Where a studio puts its own plugins.'),
  plugins: z.array(pluginRowSchema),
});
