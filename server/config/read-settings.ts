import { z } from 'zod';
import type { FarmError } from '../domain/errors.ts';
import { configError, type ConfigPlace, placeText } from './config-error.ts';
import { configSchema, type ConfigSettings } from './config-schema.ts';
import { complaintOf, isRecord, type KeyPath, parseSettings } from './parse-settings.ts';
import { readYaml, type YamlFile } from './read-yaml.ts';

/** The name of the manager's configuration file in the home folder. */
export const CONFIG_FILE = 'flamenco-manager.yaml';

export interface ReadSettings {
  readonly settings: ConfigSettings;
  /** What a person should know, one line each with the line of the file. */
  readonly warnings: readonly string[];
  readonly yaml: YamlFile;
}

/** The settings in the text of a configuration file. Throws a FarmError that names the first bad key. */
export function readSettings(text: string): ReadSettings {
  const yaml = readYaml(text, CONFIG_FILE);
  const parsed = parseSettings(configSchema, withTypedPlugins(yaml));
  if ('error' in parsed) throw refusal(yaml, parsed.error);
  const warnings = parsed.unknown.map(
    (path) => `${where(yaml, path)}: is not a known key and has no effect; check its spelling`,
  );
  return { settings: parsed.settings, warnings, yaml };
}

/** Keys of a configuration file that mean nothing to this program. */
export function unknownKeys(yaml: YamlFile): readonly KeyPath[] {
  return parseSettings(configSchema, structuredClone(withTypedPlugins(yaml))).unknown;
}

/** Names a key by file, line and path. */
export function where(yaml: YamlFile, path: KeyPath): string {
  return placeText(placeOf(yaml, path));
}

function placeOf(yaml: YamlFile, path: KeyPath): ConfigPlace {
  return { file: CONFIG_FILE, line: yaml.lineOf(path), key: z.core.toDotPath(path) };
}

function refusal(yaml: YamlFile, error: z.ZodError): FarmError {
  const { path, text } = complaintOf(error);
  return path.length === 0
    ? configError({ file: CONFIG_FILE }, 'has no keys; begin it with "_meta: {version: 3}"')
    : configError(placeOf(yaml, path), text);
}

/** Plugins check their own settings and expect real numbers and booleans. */
function withTypedPlugins(yaml: YamlFile): unknown {
  const { texts, values } = yaml;
  if (!isRecord(texts) || !isRecord(values) || values['plugins'] === undefined) return texts ?? {};
  return { ...texts, plugins: values['plugins'] };
}
