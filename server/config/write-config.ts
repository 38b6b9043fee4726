import { open, readFile, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { decodeText } from '#shared/decode-text.ts';
import { removeFirmly, renameFirmly } from '#system/files/firmly.mjs';
import { heldInWords } from '#system/files/held-in-words.ts';
import { keepPrivate } from '#system/files/keep-private.ts';
import { configError } from './config-error.ts';
import { type ConfigSource, configFrom, type ManagerConfig } from './load-config.ts';
import { mergeIntoYaml, setInYaml, yamlText } from './merge-yaml.ts';
import { fitYaml } from './declaration/fit-data.ts';
import { isRecord } from './declaration/plain-data.ts';
import { isOurs } from './declaration/tree.ts';
import type { EnvironmentSecret } from './environment-secrets.ts';
import { withoutSecrets } from './with-secrets.ts';
import { CONFIG_FILE } from './read-settings.ts';
import { readYaml, type YamlFile } from './read-yaml.ts';
import { restoreSecrets } from './secrets.ts';
import { checkedJson } from './settings-json.ts';

/**
 * One key to write, with its value in the notation of the file: durations and addresses are texts. `undefined` removes
 * the key.
 */
export interface ConfigChange {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** A file, and the secrets that are not in it. */
interface WrittenSource extends ConfigSource {
  readonly secrets?: readonly EnvironmentSecret[];
}

const NEW_FILE = `# Configuration of the Flamenco-NG manager.
# docs/settings.md explains every key. Settings that are changed over the API are saved here; your comments are kept.
_meta:
  version: 3
`;

/**
 * Changes keys of `flamenco-manager.yaml`, adding those that are missing; comments and all other keys stay. Creates the
 * file if there is none. Resolves to the new configuration. If the result would not load, throws a FarmError and leaves
 * the file as it is.
 */
export async function writeConfig(source: WrittenSource, changes: readonly ConfigChange[]): Promise<ManagerConfig> {
  return rewrite(source, ({ document }) => {
    for (const { path, value } of changes) {
      if (value === undefined) document.deleteIn(path);
      else setInYaml(document, path, value);
    }
  });
}

/**
 * Replaces all settings in the file with those in `json`. Keys that `json` does not have get their defaults, and a
 * secret that reads `••••••` stays as it is stored. Comments stay, and so do keys that this program does not know. Keys
 * declared as `ours` stay too if `json` does not have them, because programs made for Flamenco 3 do not know them.
 * Secrets that are in the environment stay as they are in the file, if they are.
 * @throws FarmError bad-request, naming the first bad key; unusable when the file cannot be read or written
 */
export async function writeAllSettings(
  source: WrittenSource & Required<Pick<ConfigSource, 'declaration'>>,
  json: unknown,
): Promise<ManagerConfig> {
  const { secrets = [] } = source;
  const elsewhere = new Set(secrets.map(({ path }) => JSON.stringify(path)));
  const { tree } = source.declaration;
  return rewrite(source, (yaml) => {
    const given = withoutSecrets(json, secrets);
    const values = checkedJson(source.declaration, restoreSecrets(tree, given, yaml.texts));
    const unknown = new Set(fitYaml(tree, yaml).unknown.map((path) => JSON.stringify(path)));
    mergeIntoYaml(yaml.document, values, (path) => {
      const key = JSON.stringify(path);
      return unknown.has(key) || elsewhere.has(key) || isOurs(tree, path);
    });
  });
}

/**
 * Readers see either the old file or the new one, never half of one. Only the owner can read it, since it holds
 * passwords.
 */
async function rewrite(source: WrittenSource, edit: (yaml: YamlFile) => void): Promise<ManagerConfig> {
  const home = resolve(source.home);
  const file = await realpath(join(home, CONFIG_FILE)).catch(() => join(home, CONFIG_FILE));
  const yaml = readYaml(await currentText(file), CONFIG_FILE);
  if (yaml.texts !== undefined && !isRecord(yaml.texts))
    throw configError({ file: CONFIG_FILE }, 'has no keys; correct it by hand before settings can be saved');
  edit(yaml);
  const text = yamlText(yaml.document);
  const { secrets = [], environment = {} } = source;
  const config = { ...configFrom(text, home, source.declaration, { secrets }), environment };
  await replaceFile(file, text).catch((error: NodeJS.ErrnoException) => {
    const words = heldInWords(error.code, process.platform);
    const reason = words === undefined ? '' : `: ${words}`;
    throw configError(
      { file: CONFIG_FILE },
      `cannot be written to ${home} (${error.code ?? error.message})${reason}`,
      error,
    );
  });
  return config;
}

async function replaceFile(file: string, text: string): Promise<void> {
  const temporary = `${file}~`;
  await removeFirmly(temporary);
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await keepPrivate(temporary, 'file');
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await renameFirmly(temporary, file).catch(async (error: unknown) => {
    // It holds passwords.
    await removeFirmly(temporary).catch(() => undefined);
    throw error;
  });
}

async function currentText(file: string): Promise<string> {
  try {
    return decodeText(await readFile(file)).text;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return NEW_FILE;
    throw configError({ file: CONFIG_FILE }, `cannot be read (${code})`, error);
  }
}
