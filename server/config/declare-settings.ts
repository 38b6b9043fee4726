import { z } from 'zod';
import { group, openGroup, setting } from './declaration/setting.ts';
import { managerSchema, managerSettings } from './settings.ts';

/** The part of a plugin that concerns its settings. */
export interface ConfiguredPlugin {
  readonly manifest: { readonly id: string; readonly description: string };
  /** Its keys below `plugins.<id>`, declared with `setting` and `group`. */
  readonly config: z.ZodObject;
}

/** Everything that can be written into `flamenco-manager.yaml`. */
export interface SettingsDeclaration {
  /** All keys, including those of plugins. */
  readonly tree: z.ZodObject;
  /** The settings of each plugin by its id, including the ones that every plugin has. */
  readonly plugins: ReadonlyMap<string, z.ZodObject>;
}

/** Combines the settings of the manager with those of its plugins. */
export function declareSettings(plugins: readonly ConfiguredPlugin[]): SettingsDeclaration {
  const sections = plugins.map(({ manifest, config }) => {
    const shape = { enabled: setting(z.boolean(), { default: true, description: 'Whether the plugin runs.' }) };
    return { ...manifest, shape: { ...shape, ...config.shape } };
  });
  const groups = sections.map(({ id, description, shape }) => [id, group({ description }, shape)] as const);
  const all = openGroup(
    { description: 'Settings of the plugins, by their ids.', restart: true, ours: true },
    Object.fromEntries(groups),
  );
  return {
    tree: z.object({ _meta: managerSchema.shape._meta, ...managerSettings, plugins: all }),
    plugins: new Map(groups.map(([id, section]) => [id, section.unwrap()])),
  };
}

/** Only the manager's own settings; nothing below `plugins` is known. */
export const WITHOUT_PLUGINS = declareSettings([]);
