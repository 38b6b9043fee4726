import type { z } from 'zod';
import { type ConfigPlace, configError } from './config-error.ts';
import { complaintOf } from './declaration/complaint.ts';
import { fitYaml } from './declaration/fit-data.ts';
import { keyName, type KeyPath } from './declaration/tree.ts';
import type { EnvironmentSecret } from './environment-secrets.ts';
import { placeAmong, withSecrets } from './with-secrets.ts';
import { readYaml, type YamlFile } from './read-yaml.ts';

/** What a configuration file says. */
export interface SettingsFile<Settings> {
  readonly settings: Settings;
  /** Keys that are not declared. */
  readonly unknown: readonly KeyPath[];
  readonly yaml: YamlFile;
  /** Where a key is, for messages. */
  readonly placeOf: (path: KeyPath) => ConfigPlace;
}

/**
 * The settings in the text of a file, with those `secrets` in their places that are not in it. `schema` parses them,
 * `tree` declares them.
 * @throws FarmError unusable, naming the first bad key
 */
export function readSettingsFile<Schema extends z.ZodObject>(
  text: string,
  {
    file,
    schema,
    tree = schema,
    secrets = [],
  }: { file: string; schema: Schema; tree?: z.ZodObject; secrets?: readonly EnvironmentSecret[] },
): SettingsFile<z.output<Schema>> {
  const yaml = readYaml(text, file);
  const { data, unknown } = fitYaml(tree, yaml);
  const inFile = (path: KeyPath): ConfigPlace => ({ file, line: yaml.lineOf(path), key: keyName(path) });
  const placeOf = placeAmong(secrets, inFile);
  const parsed = schema.safeParse(secrets.length === 0 ? data : withSecrets(data, secrets));
  if (parsed.success) return { settings: parsed.data, unknown, yaml, placeOf };
  const complaint = complaintOf(tree, parsed.error, withSecrets(yaml.texts, secrets));
  throw configError(complaint.path.length === 0 ? { file } : placeOf(complaint.path), complaint.text);
}
