import type { JobSetting } from '../../../contracts/job-type.ts';
import type { JobDetail } from '../../../contracts/web/job-rows.ts';

/**
 * A job's settings in the order of its type, with the type's labels. Settings that the type does not have (any more)
 * come last, labelled with their keys.
 */
export function describeSettings(
  settings: Readonly<Record<string, unknown>>,
  described: readonly JobSetting[],
): JobDetail['settings'] {
  const known = new Map(described.map((setting) => [setting.key, setting]));
  const keys = [...known.keys(), ...Object.keys(settings).filter((key) => !known.has(key))];
  return keys
    .filter((key) => Object.hasOwn(settings, key))
    .map((key) => ({ key, label: labelOf(key, known.get(key)), value: settings[key] }));
}

/**
 * Scripts may write anything as a label. If it is not a text, the key serves as one: "chunk_size" becomes "Chunk size".
 */
function labelOf(key: string, setting: JobSetting | undefined): string {
  if (typeof setting?.label === 'string' && setting.label !== '') return setting.label;
  const words = key.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
