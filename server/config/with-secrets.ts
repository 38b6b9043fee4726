import type { ConfigPlace } from './config-error.ts';
import { isRecord, valueAt } from './declaration/plain-data.ts';
import { keyName, type KeyPath } from './declaration/tree.ts';
import { configError } from './config-error.ts';
import type { EnvironmentSecret } from './environment-secrets.ts';
import type { SettingsDeclaration } from './declare-settings.ts';
import { hideSecrets, SECRET_PLACEHOLDER } from './secrets.ts';

/** Settings as they are in the file, with the secrets of the environment in their places. */
export function withSecrets(data: unknown, secrets: readonly EnvironmentSecret[]): unknown {
  return secrets.reduce((all, { path, value }) => changedAt(all, path, value), data);
}

/**
 * Settings that somebody sends, without those that are in the environment: these are never written into the file.
 * @throws FarmError bad-request, if one is to be changed
 */
export function withoutSecrets(json: unknown, secrets: readonly EnvironmentSecret[]): unknown {
  return secrets.reduce((all, { path, value, variable }) => {
    const sent = valueAt(all, path);
    if (sent === undefined || sent === null) return all;
    if (sent !== value && sent !== SECRET_PLACEHOLDER)
      throw configError({ key: keyName(path) }, `is set by ${variable} in the environment; change it there`);
    return changedAt(all, path, undefined);
  }, json);
}

/** A copy of settings that may be shown: of what is from the environment, nothing is. */
export function hideAllSecrets(
  { tree }: Pick<SettingsDeclaration, 'tree'>,
  json: unknown,
  secrets: readonly EnvironmentSecret[],
): unknown {
  return secrets.reduce((all, { path }) => changedAt(all, path, SECRET_PLACEHOLDER), hideSecrets(tree, json));
}

/** Where a setting is: in the file, or in the environment. */
export function placeAmong(
  secrets: readonly EnvironmentSecret[],
  placeOf: (path: KeyPath) => ConfigPlace,
): (path: KeyPath) => ConfigPlace {
  return (path) => {
    const secret = secrets.find((each) => each.path.every((key, index) => path[index] === key));
    return secret ? { key: secret.variable } : placeOf(path);
  };
}

/** A copy with another value at a path; undefined removes the key. */
function changedAt(data: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const record = isRecord(data) ? data : {};
  const { [key]: old, ...others } = record;
  const changed = changedAt(old, rest, value);
  return changed === undefined ? others : { ...record, [key]: changed };
}
