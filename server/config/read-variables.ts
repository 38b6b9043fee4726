import { endsBlenderOptions } from '#shared/blender-options.ts';
import { lostBackslashes } from '#shared/lost-backslashes.ts';
import { pathMistake } from '#shared/path-mistake.ts';
import type { VariableDefinition, VariableDefinitions, VariableValue } from '../domain/variable-table.ts';
import type { ConfiguredVariables } from './variable-settings.ts';

/** Reports something odd about a key; `path` is where the key is in the file. */
export type Warn = (path: readonly PropertyKey[], text: string) => void;

/**
 * The variables as they will be used. Values that cannot be used are left out with a warning, and so is a variable
 * `jobs`, which the manager defines itself.
 */
export function readVariables(configured: ConfiguredVariables, warn: Warn): VariableDefinitions {
  const all = new Map<string, VariableDefinition>();
  for (const [name, variable] of Object.entries(configured)) {
    if (name === 'jobs') {
      warn(['variables', name], 'is defined by the manager itself; this one is ignored');
      continue;
    }
    if (variable.is_twoway) warnAboutDrives(name, variable, warn);
    else warnAboutOptions(name, variable, warn);
    const values = variable.values.flatMap((value, index) =>
      readValue(value, ['variables', name, 'values', index], warn),
    );
    all.set(name, { isTwoway: variable.is_twoway, values });
  }
  if (!all.get('blender')?.values.every((value) => value.value !== ''))
    warn(['variables', 'blender'], 'has an empty value; workers cannot run it');
  return all;
}

/** `D:farm` begins no path that anybody submits; `D:` does. */
function warnAboutDrives(name: string, { values }: ConfiguredVariables[string], warn: Warn): void {
  for (const [index, { value }] of values.entries()) {
    const mistake = value.length > 2 ? pathMistake(value, 'win32') : undefined;
    if (mistake !== undefined) warn(['variables', name, 'values', index], mistake);
  }
}

/** Values that are arguments of Blender, and mean something else to the workers of Flamenco 3. */
function warnAboutOptions(name: string, { values }: ConfiguredVariables[string], warn: Warn): void {
  for (const [index, { value }] of values.entries()) {
    if (!/^\s*-/.test(value)) continue;
    const path = lostBackslashes(value);
    if (path !== undefined)
      warn(
        ['variables', name, 'values', index],
        `has ${path} without single quotes, and workers of Flamenco 3 take the backslashes away; write it with forward slashes`,
      );
    // No quotes are read here: at worst, a text that has " -- " in it is warned about in vain.
    const words = value.split(/\s+/);
    if (!words.some((_word, at) => endsBlenderOptions('blender', words, at))) continue;
    warn(
      ['variables', name, 'values', index],
      'has "--", after which Blender takes no options; Flamenco-NG\'s workers pass what follows at the very end, but with Flamenco 3\'s workers nothing is rendered',
    );
  }
}

function readValue(
  configured: ConfiguredVariables[string]['values'][number],
  path: readonly PropertyKey[],
  warn: Warn,
): VariableValue[] {
  const { audience, platform, platforms = [], value } = configured;
  const all = [...(platform ? [platform] : []), ...platforms];
  if (platform && platforms.length > 0) warn(path, 'has both "platform" and "platforms"; both count');
  if (all.length === 0) {
    warn(path, 'names no platform and is ignored; add "platform: linux" or another one');
    return [];
  }
  const known = audience === '' ? 'all' : audience;
  if (known !== 'all' && known !== 'workers' && known !== 'users') {
    warn(path, `has the unknown audience ${JSON.stringify(audience)} and is ignored; use all, workers or users`);
    return [];
  }
  return [{ audience: known, platforms: all, value }];
}
