import { z } from 'zod';

/** The identity of a plugin: plain data that browsers may have too. */
export interface PluginManifest<Id extends string = string> {
  /** The name of its folder. It must never change, since stored events and settings are found by it. */
  readonly id: Id;
  readonly name: string;
  readonly version: string;
  /** The ids of plugins that must be running before it starts. */
  readonly requires: readonly string[];
  /** What it does for the farm, in one sentence. */
  readonly description: string;
}

/** `off`: turned off in the configuration. `stopped`: not started yet, or stopped because the manager is stopping. */
export const pluginStateSchema = z.enum(['running', 'off', 'failed', 'stopped']);
export type PluginState = z.infer<typeof pluginStateSchema>;

/** How a plugin is doing on this manager. */
export const pluginStatusSchema = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  description: z.string(),
  requires: z.array(z.string()).readonly(),
  origin: z.enum(['built-in', 'studio']).describe('`studio`: found in the folder `plugins` next to the configuration.'),
  state: pluginStateSchema,
  error: z
    .object({ message: z.string(), at: z.string() })
    .optional()
    .describe('Why it failed or, if it is running, what last went wrong.'),
  adds: z.array(z.string()).readonly().describe('What it adds to the manager, in words, such as "2 tables".'),
});
export type PluginStatus = z.infer<typeof pluginStatusSchema>;
