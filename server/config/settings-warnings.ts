import { isDeepStrictEqual } from 'node:util';
import { defaultOf } from './declaration/default-of.ts';
import { valueAt } from './declaration/plain-data.ts';
import { type KeyPath, settingsOf } from './declaration/tree.ts';
import type { SettingsDeclaration } from './declare-settings.ts';

/** What a person should know of a key. */
export interface SettingWarning {
  readonly path: KeyPath;
  readonly text: string;
}

/** Warns of a key of the file that nobody declared. */
export function unknownKey(path: KeyPath): SettingWarning {
  const isPlugin = path[0] === 'plugins' && path.length === 2;
  const text = isPlugin
    ? 'is not the id of an installed plugin and has no effect; check its spelling'
    : 'is not a known key and has no effect; check its spelling';
  return { path, text };
}

/** Warns of settings that somebody changed and that do nothing yet. `json`: all settings, as a file has them. */
export function idleSettings({ tree }: SettingsDeclaration, json: unknown): SettingWarning[] {
  return settingsOf(tree).flatMap(({ path, schema, facts: { noEffect } }) =>
    noEffect === undefined || isDeepStrictEqual(valueAt(json, path), defaultOf(schema))
      ? []
      : [{ path, text: `has no effect: ${noEffect}` }],
  );
}
