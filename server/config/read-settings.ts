import { z } from 'zod';
import { ConfigError } from './config-error.ts';
import { configSchema, type ConfigSettings } from './config-schema.ts';
import { readYaml, type YamlFile } from './read-yaml.ts';

/** The name of the manager's configuration file in the home folder. */
export const CONFIG_FILE = 'flamenco-manager.yaml';

export interface ReadSettings {
  readonly settings: ConfigSettings;
  /** What a person should know, one line each with the line of the file. */
  readonly warnings: readonly string[];
  readonly yaml: YamlFile;
}

/** The settings in the text of a configuration file. Throws a ConfigError that names the first bad key. */
export function readSettings(text: string): ReadSettings {
  const yaml = readYaml(text, CONFIG_FILE);
  const data = withTypedPlugins(yaml);
  const first = configSchema.safeParse(data);
  const unknown = first.success ? [] : first.error.issues.filter((issue) => issue.code === 'unrecognized_keys');
  const warnings = unknown.flatMap((issue) =>
    issue.keys.map((key) => {
      const path = [...issue.path, key];
      forget(data, path);
      return `${where(yaml, path)}: is not a known key and has no effect; check its spelling`;
    }),
  );
  const second = first.success ? first : configSchema.safeParse(data);
  if (!second.success) throw refusal(yaml, second.error);
  return { settings: second.data, warnings, yaml };
}

/** Names a key by file, line and path. */
export function where(yaml: YamlFile, path: readonly PropertyKey[]): string {
  return `${CONFIG_FILE}, line ${yaml.lineOf(path)}: ${z.core.toDotPath(path)}`;
}

function refusal(yaml: YamlFile, error: z.ZodError): ConfigError {
  const [issue] = error.issues;
  if (!issue || issue.path.length === 0)
    return new ConfigError(`${CONFIG_FILE}: has no keys; begin it with "_meta: {version: 3}"`);
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : '';
  return new ConfigError(`${where(yaml, issue.path)}: ${describe(issue)}${more}`);
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_type' || issue.expected === 'string') return issue.message;
  if (issue.path.join('.') === '_meta') return 'is missing; write "_meta: {version: 3}"';
  return issue.expected === 'array' ? 'must be a list' : 'must have keys of its own below it';
}

/** Plugins check their own settings and expect real numbers and booleans. */
function withTypedPlugins(yaml: YamlFile): unknown {
  const { texts, values } = yaml;
  if (!isRecord(texts) || !isRecord(values) || values['plugins'] === undefined) return texts ?? {};
  return { ...texts, plugins: values['plugins'] };
}

function forget(data: unknown, path: readonly PropertyKey[]): void {
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((value, key) => (isRecord(value) ? value[String(key)] : undefined), data);
  const last = path.at(-1);
  if (isRecord(parent) && last !== undefined) delete parent[String(last)];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
