import { configError, placeText } from './config-error.ts';
import type { KeyPath } from './declaration/tree.ts';
import type { EnvironmentSecret } from './environment-secrets.ts';
import type { SettingsDeclaration } from './declare-settings.ts';
import { isRecord } from './declaration/plain-data.ts';
import { pluginComplaints } from './plugin-complaints.ts';
import { readSettingsFile } from './read-settings-file.ts';
import { completeJson } from './settings-json.ts';
import { idleSettings, unknownKey } from './settings-warnings.ts';
import { idleSignIn, signInComplaint } from './sign-in-complaint.ts';
import { type ConfigSettings, managerSchema } from './settings.ts';

/** The name of the manager's configuration file in the home folder. */
export const CONFIG_FILE = 'flamenco-manager.yaml';

/** What a configuration file says, and what is odd about it. */
export interface ReadSettings {
  readonly settings: ConfigSettings;
  /** What a person should know, one text each, with the line in the file. */
  readonly warnings: readonly string[];
  /** Whether the key `access` is in the file. */
  readonly saysWhoMayEnter: boolean;
  /** Describes where a key is: file, line and path. */
  readonly where: (path: KeyPath) => string;
}

/**
 * The settings in the text of a configuration file, and the `secrets` that are not in it. For settings that a plugin
 * cannot use there is a warning; the plugin itself refuses them.
 * @throws FarmError unusable, naming the first bad key
 */
export function readSettings(
  declaration: SettingsDeclaration,
  text: string,
  secrets: readonly EnvironmentSecret[] = [],
): ReadSettings {
  const parts = { file: CONFIG_FILE, schema: managerSchema, tree: declaration.tree, secrets };
  const { settings, unknown, yaml, placeOf } = readSettingsFile(text, parts);
  const where = (path: KeyPath): string => placeText(placeOf(path));
  const wrong = signInComplaint(settings);
  if (wrong) throw configError(placeOf(wrong.path), wrong.text);
  const warnings = [
    ...unknown.map(unknownKey),
    ...pluginComplaints(declaration, settings.plugins, yaml.texts),
    ...idleSettings(declaration, completeJson(declaration, settings)),
    ...idleSignIn(settings),
  ];
  return {
    settings,
    warnings: [
      ...yaml.warnings.map(({ line, text: words }) => `${placeText({ file: CONFIG_FILE, line })}: ${words}`),
      ...warnings.map((warning) => `${where(warning.path)}: ${warning.text}`),
    ],
    saysWhoMayEnter: isRecord(yaml.texts) && Object.hasOwn(yaml.texts, 'access'),
    where,
  };
}
