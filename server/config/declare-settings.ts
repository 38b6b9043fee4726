import { z } from 'zod';
import { group, openGroup, setting } from './declaration/setting.ts';
import { managerSchema, managerSettings } from './settings.ts';

/** A plugin as far as its settings go. */
export interface ConfiguredPlugin {
  readonly manifest: { readonly id: string; readonly description: string };
  /** Its keys below `plugins.<id>`, declared by `setting` and `group`. */
  readonly config: z.ZodObject;
}

/** Everything that can be written into `flamenco-manager.yaml`. */
export interface SettingsDeclaration {
  /** All keys, those of the plugins included. */
  readonly tree: z.ZodObject;
  /** The settings of each plugin by its id, with those that every plugin has. */
  readonly plugins: ReadonlyMap<string, z.ZodObject>;
}

/** Puts the settings of the manager and of its plugins together. */
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

/** The manager's own settings; whatever stands below `plugins` is not known. */
export const WITHOUT_PLUGINS = declareSettings([]);
