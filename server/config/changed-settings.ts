import { isDeepStrictEqual } from 'node:util';
import { valueAt } from './declaration/plain-data.ts';
import { keyName, settingsOf } from './declaration/tree.ts';
import type { ManagerConfig } from './load-config.ts';
import { SECRET_PLACEHOLDER } from './secrets.ts';
import { completeJson } from './settings-json.ts';
import { hideAllSecrets } from './with-secrets.ts';

/** The settings that differ, by their dotted keys. */
export interface ChangedSettings {
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/** Compares two states of the configuration. Of a secret one only learns that it has changed. */
export function changedSettings(old: ManagerConfig, now: ManagerConfig): ChangedSettings {
  const { declaration, secrets } = now;
  const { tree } = declaration;
  const [before, after]: Record<string, unknown>[] = [{}, {}];
  const [oldJson, json] = [completeJson(old.declaration, old.settings), completeJson(now.declaration, now.settings)];
  const [oldShown, shown] = [hideAllSecrets(declaration, oldJson, secrets), hideAllSecrets(declaration, json, secrets)];
  for (const { path } of settingsOf(tree)) {
    if (isDeepStrictEqual(valueAt(oldJson, path), valueAt(json, path))) continue;
    const [was, is] = [valueAt(oldShown, path), valueAt(shown, path)];
    const name = keyName(path);
    Object.assign(before ?? {}, { [name]: was });
    Object.assign(after ?? {}, { [name]: isDeepStrictEqual(was, is) ? `${SECRET_PLACEHOLDER} (another one)` : is });
  }
  return { before: before ?? {}, after: after ?? {} };
}
