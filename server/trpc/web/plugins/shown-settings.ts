import { z } from 'zod';
import { isRecord } from '../../../config/declaration/plain-data.ts';
import { keyName, settingsOf } from '../../../config/declaration/tree.ts';
import { hideSecrets } from '../../../config/secrets.ts';
import type { PluginSetting } from '../../../contracts/web/plugin-rows.ts';

/**
 * The settings that a plugin declares, with their values and without secrets. `given` is what was written, without
 * defaults; of the keys that are set by the environment, no value is shown.
 */
export function shownSettings(
  declared: z.ZodObject | undefined,
  given: Readonly<Record<string, unknown>>,
  fromEnvironment: ReadonlySet<string> = new Set(),
): PluginSetting[] {
  if (!declared) return [];
  const defaults = declared.safeParse({});
  const shown = hideSecrets(declared, given);
  const byDefault = defaults.success ? hideSecrets(declared, z.encode(declared, defaults.data)) : {};
  return settingsOf(declared).map(({ path, facts }) => {
    const set = valueAt(shown, path);
    const key = keyName(path);
    if (fromEnvironment.has(key))
      return { key, description: facts.description, value: 'set by the environment', is_default: false };
    const fallback = facts.defaultText ?? textOf(valueAt(byDefault, path));
    return {
      key,
      description: facts.description,
      value: set === undefined ? fallback : textOf(set),
      is_default: set === undefined,
    };
  });
}

function valueAt(values: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), values);
}

function textOf(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
