import { isDeepStrictEqual } from 'node:util';
import { defaultOf } from './declaration/default-of.ts';
import { valueAt } from './declaration/plain-data.ts';
import { type KeyPath, settingsOf } from './declaration/tree.ts';
import type { SettingsDeclaration } from './declare-settings.ts';

/** What a person should know about a key. */
export interface SettingWarning {
  readonly path: KeyPath;
  readonly text: string;
}

/** The warning about a key in the file that nothing declares. */
export function unknownKey(path: KeyPath): SettingWarning {
  const isPlugin = path[0] === 'plugins' && path.length === 2;
  const text = isPlugin
    ? 'is not the id of an installed plugin and has no effect; check its spelling'
    : 'is not a known key and has no effect; check its spelling';
  return { path, text };
}

/**
 * Warnings about settings that somebody changed but that do nothing yet. `json`: all settings, in the notation of the
 * file.
 */
export function idleSettings({ tree }: SettingsDeclaration, json: unknown): SettingWarning[] {
  return settingsOf(tree).flatMap(({ path, schema, facts: { noEffect } }) =>
    noEffect === undefined || isDeepStrictEqual(valueAt(json, path), defaultOf(schema))
      ? []
      : [{ path, text: `has no effect: ${noEffect}` }],
  );
}
