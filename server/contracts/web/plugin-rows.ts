import { z } from 'zod';
import { pluginStatusSchema } from '../plugin.ts';

export const pluginSettingSchema = z.object({
  key: z.string().describe('Below `plugins.<id>`.'),
  description: z.string(),
  value: z.string().describe('As it counts now; dots in place of a secret.'),
  is_default: z.boolean(),
});
export type PluginSetting = z.infer<typeof pluginSettingSchema>;

/** A plugin as the page about plugins shows it. */
export const pluginRowSchema = pluginStatusSchema.extend({ settings: z.array(pluginSettingSchema) });
export type PluginRow = z.infer<typeof pluginRowSchema>;

export const pluginListSchema = z.object({
  folder: z.string().describe('Where a studio puts plugins of its own.'),
  plugins: z.array(pluginRowSchema),
});
