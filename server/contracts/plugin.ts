import { z } from 'zod';

/** Who a plugin is; plain data that browsers may have too. */
export interface PluginManifest<Id extends string = string> {
  /** The name of its folder; never changes, its stored events and settings are found by it. */
  readonly id: Id;
  readonly name: string;
  readonly version: string;
  /** Ids of plugins that must run before it. */
  readonly requires: readonly string[];
  /** What it is good for, in one sentence. */
  readonly description: string;
}

/** `off`: the configuration says so. `stopped`: the manager is ending, or has not come to it yet. */
export const pluginStateSchema = z.enum(['running', 'off', 'failed', 'stopped']);
export type PluginState = z.infer<typeof pluginStateSchema>;

/** How a plugin is doing on this manager. */
export const pluginStatusSchema = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  description: z.string(),
  requires: z.array(z.string()).readonly(),
  origin: z.enum(['built-in', 'studio']).describe('`studio`: found in the folder `plugins` beside the configuration.'),
  state: pluginStateSchema,
  error: z
    .object({ message: z.string(), at: z.string() })
    .optional()
    .describe('Why it failed, or what last went wrong with one that runs.'),
  adds: z.array(z.string()).readonly().describe('What it brings to the manager, in words, such as "2 routes".'),
});
export type PluginStatus = z.infer<typeof pluginStatusSchema>;
