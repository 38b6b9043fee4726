import { open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { configFrom, type ManagerConfig } from './load-config.ts';
import { CONFIG_FILE } from './read-settings.ts';
import { readYaml } from './read-yaml.ts';

/** One key to write: texts for durations and addresses, as in the file; undefined removes the key. */
export interface ConfigChange {
  readonly path: readonly string[];
  readonly value: unknown;
}

const NEW_FILE = `# Configuration of the Flamenco-NG manager.
# The settings page of the web interface writes this file too; your comments are kept.
_meta:
  version: 3
`;

/**
 * Changes keys of `flamenco-manager.yaml`, made when missing; comments and unknown keys stay. Resolves to the new configuration.
 * Throws a ConfigError and leaves the file as it is when the result would not load. Readers see the old file or the new one,
 * and only its owner can read it, since it holds passwords.
 */
export async function writeConfig(options: { home: string; changes: readonly ConfigChange[] }): Promise<ManagerConfig> {
  const home = resolve(options.home);
  const file = await realpath(join(home, CONFIG_FILE)).catch(() => join(home, CONFIG_FILE));
  const { document } = readYaml(await readFile(file, 'utf8').catch(textOfNewFile), CONFIG_FILE);
  for (const { path, value } of options.changes) {
    if (value === undefined) document.deleteIn(path);
    else document.setIn(path, document.createNode(value));
  }
  const text = document.toString({ lineWidth: 0 });
  const config = configFrom(text, home);
  await replaceFile(file, text);
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

function textOfNewFile(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return NEW_FILE;
  throw error;
}
