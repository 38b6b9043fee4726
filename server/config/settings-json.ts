import { z } from 'zod';
import { formatGoDuration } from '../domain/duration.ts';
import { configError } from './config-error.ts';
import { DEFAULT_VARIABLES, jsonConfigSchema, type ConfigSettings, type ConfiguredVariables } from './config-schema.ts';
import { complaintOf, isRecord, parseSettings } from './parse-settings.ts';

/**
 * All settings under the names of the file, with the values that the file would have: durations as text, the default variables
 * among the others. Holds secrets.
 */
export function settingsToJson(settings: ConfigSettings): Record<string, unknown> {
  const { garbageCollect } = settings.shaman;
  return {
    ...settings,
    database_check_period: formatGoDuration(settings.database_check_period),
    shaman: {
      ...settings.shaman,
      garbageCollect: {
        period: formatGoDuration(garbageCollect.period),
        maxAge: formatGoDuration(garbageCollect.maxAge),
      },
    },
    task_timeout: formatGoDuration(settings.task_timeout),
    worker_timeout: formatGoDuration(settings.worker_timeout),
    variables: variablesToJson({ ...DEFAULT_VARIABLES, ...settings.variables }),
  };
}

/**
 * Checks settings that were handed in as JSON. The result has only what was given: unknown keys and nulls are left out.
 * Throws a FarmError 'bad-request' that names the first bad key.
 */
export function checkedJson(json: unknown): Record<string, unknown> {
  const data = withoutNulls(json);
  if (!isRecord(data) || Array.isArray(data)) throw configError({}, 'the configuration must be a JSON object');
  const meta = data['_meta'] ?? {};
  if (isRecord(meta)) data['_meta'] = { version: 3, ...meta };
  const parsed = parseSettings(jsonConfigSchema, data);
  if (!('error' in parsed)) return data;
  const { path, text } = complaintOf(parsed.error);
  throw configError({ key: z.core.toDotPath(path) }, text);
}

/** What is the rule anyway is left out: for everybody, one-way. */
function variablesToJson(variables: ConfiguredVariables): Record<string, unknown> {
  const entries = Object.entries(variables).map(([name, { is_twoway, values }]) => [
    name,
    {
      ...(is_twoway ? { is_twoway } : {}),
      values: values.map(({ audience, ...value }) => (audience === 'all' ? value : { audience, ...value })),
    },
  ]);
  return Object.fromEntries(entries);
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutNulls(item)]));
}
