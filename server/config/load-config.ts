import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { shareNote } from '#shared/share-note.ts';
import { decodeText } from '#shared/decode-text.ts';
import { withImplicitVariables, type VariableDefinitions } from '../domain/variable-table.ts';
import { configError } from './config-error.ts';
import type { ConfigSettings } from './settings.ts';
import { databaseLocation } from './database-location.ts';
import { type SettingsDeclaration, WITHOUT_PLUGINS } from './declare-settings.ts';
import { type Environment, type EnvironmentSecret, environmentSecrets } from './environment-secrets.ts';
import { CONFIG_FILE, readSettings } from './read-settings.ts';
import { readVariables } from './read-variables.ts';
import { type HostList, hostList } from './host-names.ts';
import { type ProxyList, proxyList } from './trusted-proxies.ts';

/** The manager's whole configuration. Replaced as a whole when the file is read again. */
export interface ManagerConfig {
  /** The absolute path of the folder with the configuration file. */
  readonly home: string;
  /** Whether there is a file at all; without one, the manager asks how it is to be set up. */
  readonly hasFile: boolean;
  /** Whether the file says who may use the farm; one without the key `access` is from Flamenco 3, and open as that. */
  readonly saysWhoMayEnter: boolean;
  /** Whether nothing has been set up yet: there is no file, or no shared storage in it. */
  readonly isFirstRun: boolean;
  /** What can be configured. */
  readonly declaration: SettingsDeclaration;
  /** The environment that secrets may be in. */
  readonly environment: Environment;
  /** Those that are from there; they are never written into the file. */
  readonly secrets: readonly EnvironmentSecret[];
  /** As in the file, plus defaults; durations in milliseconds. Holds secrets. */
  readonly settings: ConfigSettings;
  /** A `postgres://` address or the absolute path of an SQLite file. */
  readonly database: string;
  readonly paths: ManagerPaths;
  /** Absolute paths of the files with which the manager speaks HTTPS; undefined if it speaks HTTP. */
  readonly tls: { readonly certificate: string; readonly key: string } | undefined;
  /** Includes the implicit `jobs`. */
  readonly variables: VariableDefinitions;
  readonly trustedProxies: ProxyList;
  readonly hostNames: HostList;
  /** For the log: keys without effect and the like, one line each. */
  readonly warnings: readonly string[];
}

/** Absolute paths; those in the shared storage are empty as long as no shared storage is configured. */
export interface ManagerPaths {
  /**
   * Task logs and last-rendered images. A relative path starts at the home folder, unlike in Flamenco 3, where it
   * starts at the executable.
   */
  readonly localStorage: string;
  readonly sharedStorage: string;
  /** Where jobs keep their files: `{jobs}`. */
  readonly jobStorage: string;
  readonly shamanFileStore: string;
  readonly shamanCheckouts: string;
}

/** Where a configuration is, and what can be in it. */
export interface ConfigSource {
  readonly home: string;
  /** Without it, only the manager's own settings. */
  readonly declaration?: SettingsDeclaration;
  /** Where secrets may be that are not in the file; none unless given. */
  readonly environment?: Environment;
}

/**
 * Reads `flamenco-manager.yaml` in the home folder; uses the defaults if there is no such file.
 * @throws FarmError with a message of one line
 */
export async function loadConfig({
  home,
  declaration = WITHOUT_PLUGINS,
  environment = {},
}: ConfigSource): Promise<ManagerConfig> {
  const folder = resolve(home);
  const text = await configText(folder);
  const secrets = await environmentSecrets(declaration.tree, environment);
  const read = configFrom(text ?? '_meta: {version: 3}', folder, declaration, { secrets });
  const config = { ...read, environment };
  return text === undefined ? { ...config, hasFile: false, isFirstRun: true } : config;
}

/** What a configuration depends on beside its file. */
interface ConfigParts {
  readonly platform?: NodeJS.Platform;
  /** Those that are not in the file. */
  readonly secrets?: readonly EnvironmentSecret[];
}

/**
 * The configuration that results from a file with this text in the home folder.
 * @throws FarmError with a message of one line
 */
export function configFrom(
  text: string,
  home: string,
  declaration = WITHOUT_PLUGINS,
  { platform = process.platform, secrets = [] }: ConfigParts = {},
): ManagerConfig {
  const { settings, warnings: ofKeys, where, saysWhoMayEnter } = readSettings(declaration, text, secrets);
  const warnings = [...ofKeys];
  const warn = (path: readonly PropertyKey[], complaint: string) => void warnings.push(`${where(path)}: ${complaint}`);
  const configured = settings.shared_storage_path.trim();
  const note = shareNote(configured, platform);
  if (note !== undefined) warn(['shared_storage_path'], note);
  const variables = readVariables(settings.variables, warn);
  const paths = managerPaths(settings, home);
  return {
    home,
    hasFile: true,
    saysWhoMayEnter,
    isFirstRun: configured === '',
    declaration,
    environment: {},
    secrets,
    settings,
    database: databaseLocation(settings.database, home),
    paths,
    tls: tlsFiles(settings, home),
    variables: withImplicitVariables(variables, paths.jobStorage),
    trustedProxies: proxyList(settings.trusted_proxies),
    hostNames: hostList(settings.host_names, settings.manager_name),
    warnings,
  };
}

/** @throws FarmError unusable, when one of the two is missing */
function tlsFiles({ tls }: ConfigSettings, home: string): ManagerConfig['tls'] {
  const [certificate, key] = [tls.certificate.trim(), tls.key.trim()];
  if (certificate === '' && key === '') return undefined;
  const missing = certificate === '' ? 'certificate' : key === '' ? 'key' : undefined;
  if (missing !== undefined) {
    const other = missing === 'key' ? 'certificate' : 'key';
    throw configError(
      { file: CONFIG_FILE, key: `tls.${missing}` },
      `is missing, but tls.${other} is there; both are needed`,
    );
  }
  return { certificate: resolve(home, certificate), key: resolve(home, key) };
}

function managerPaths(settings: ConfigSettings, home: string): ManagerPaths {
  const shared = settings.shared_storage_path.trim();
  // A UNC path is never relative, even if the manager does not run on Windows.
  const sharedStorage = shared === '' || shared.startsWith('\\\\') ? shared : resolve(home, shared);
  const below = (name: string) => (sharedStorage === '' ? '' : join(sharedStorage, name));
  return {
    localStorage: resolve(home, settings.local_manager_storage_path),
    sharedStorage,
    jobStorage: settings.shaman.enabled ? below('jobs') : sharedStorage,
    shamanFileStore: below('file-store'),
    shamanCheckouts: below('jobs'),
  };
}

async function configText(home: string): Promise<string | undefined> {
  try {
    return decodeText(await readFile(join(home, CONFIG_FILE))).text;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT' && code !== 'ENOTDIR')
      throw configError({ file: CONFIG_FILE }, `cannot be read from ${home} (${code})`, error);
    const isFolder = await stat(home).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isFolder)
      throw configError({ key: '--home' }, `${home} is not a folder; create it or name another one`, error);
    return undefined;
  }
}
