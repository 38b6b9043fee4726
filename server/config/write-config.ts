import { open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { configError } from './config-error.ts';
import { configFrom, type ManagerConfig } from './load-config.ts';
import { mergeIntoYaml, setInYaml, yamlText } from './merge-yaml.ts';
import { isRecord } from './parse-settings.ts';
import { CONFIG_FILE, unknownKeys } from './read-settings.ts';
import { readYaml, type YamlFile } from './read-yaml.ts';
import { restoreSecrets } from './secrets.ts';
import { checkedJson } from './settings-json.ts';

/** One key to write: texts for durations and addresses, as in the file; undefined removes the key. */
export interface ConfigChange {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Keys that Flamenco 3 does not have. */
const OURS_ALONE = ['max_tasks_per_job', 'plugins', 'worker_registration_secret'] as const;

const NEW_FILE = `# Configuration of the Flamenco-NG manager.
# The settings page of the web interface writes this file too; your comments are kept.
_meta:
  version: 3
`;

/**
 * Changes keys of `flamenco-manager.yaml`, made when missing; comments and all other keys stay. Resolves to the new
 * configuration. Throws a FarmError and leaves the file as it is when the result would not load.
 */
export async function writeConfig(options: { home: string; changes: readonly ConfigChange[] }): Promise<ManagerConfig> {
  return rewrite(options.home, ({ document }) => {
    for (const { path, value } of options.changes) {
      if (value === undefined) document.deleteIn(path);
      else setInYaml(document, path, value);
    }
  });
}

/**
 * Replaces all settings of the file by those in `json`: keys that it does not have get their defaults, a secret that reads
 * `••••••` stays as it is stored. Comments stay, and so do keys that mean nothing to this program, and those of `OURS_ALONE` when
 * `json` does not have them, because programs made for Flamenco 3 do not know them. Throws a FarmError: 'bad-request' that
 * names the first bad key, 'unusable' when the file cannot be read or written.
 */
export async function writeAllSettings(options: { home: string; json: unknown }): Promise<ManagerConfig> {
  return rewrite(options.home, (yaml) => {
    const values = checkedJson(restoreSecrets(options.json, yaml.texts));
    const unknown = new Set(unknownKeys(yaml).map((path) => JSON.stringify(path)));
    const kept = OURS_ALONE.filter((key) => values[key] === undefined);
    const isKept = (path: readonly PropertyKey[]) =>
      unknown.has(JSON.stringify(path)) || (path.length === 1 && kept.some((key) => key === path[0]));
    mergeIntoYaml(yaml.document, values, isKept);
  });
}

/** Readers see the old file or the new one, never a part; only its owner can read it, since it holds passwords. */
async function rewrite(folder: string, edit: (yaml: YamlFile) => void): Promise<ManagerConfig> {
  const home = resolve(folder);
  const file = await realpath(join(home, CONFIG_FILE)).catch(() => join(home, CONFIG_FILE));
  const yaml = readYaml(await currentText(file), CONFIG_FILE);
  if (yaml.texts !== undefined && !isRecord(yaml.texts))
    throw configError({ file: CONFIG_FILE }, 'has no keys; correct it by hand before settings can be saved');
  edit(yaml);
  const text = yamlText(yaml.document);
  const config = configFrom(text, home);
  await replaceFile(file, text).catch((error: NodeJS.ErrnoException) => {
    throw configError({ file: CONFIG_FILE }, `cannot be written to ${home} (${error.code ?? error.message})`, error);
  });
  return config;
}

async function replaceFile(file: string, text: string): Promise<void> {
  const temporary = `${file}~`;
  await rm(temporary, { force: true });
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

async function currentText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return NEW_FILE;
    throw configError({ file: CONFIG_FILE }, `cannot be read (${code})`, error);
  }
}
