import type { JobSetting, SettingType } from '../contracts/job-type.ts';
import type { JobSettings } from '../contracts/job.ts';
import { FarmError } from './errors.ts';

const NUMERAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const INT32 = { least: -(2 ** 31), most: 2 ** 31 - 1 };
const BOOLS = new Map<unknown, boolean>([
  [true, true],
  [1, true],
  ['true', true],
  ['1', true],
  [false, false],
  [0, false],
  ['false', false],
  ['0', false],
]);

/** What each type takes; undefined for a value whose meaning would be a guess. */
const TYPES: Readonly<Record<SettingType, { readonly wanted: string; fit(value: unknown): unknown }>> = {
  string: {
    wanted: 'text (string)',
    fit: (value) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined),
  },
  int32: {
    wanted: `a whole number from ${INT32.least} to ${INT32.most} (int32)`,
    fit: (value) => {
      const number = numberIn(value);
      if (number === undefined || !Number.isInteger(number)) return undefined;
      return number >= INT32.least && number <= INT32.most ? number : undefined;
    },
  },
  float: { wanted: 'a number (float)', fit: numberIn },
  bool: {
    wanted: 'true or false (bool)',
    fit: (value) => BOOLS.get(typeof value === 'string' ? value.trim().toLowerCase() : value),
  },
};

/**
 * The settings of a submission as its job type wants them, so that a script can rely on their types. A value of another
 * JSON type is converted where that says the same (47 for a text, "47" or 47.0 for a whole number, "true" or 1 for a
 * bool). An empty text for a number or bool means that nothing was entered, so the setting is left out. Untouched stay
 * null, settings that the type does not have, and those of types that only the script knows. Choices are not checked.
 * @throws FarmError bad-request naming each setting that does not fit, the type that it wants, and what came
 */
export function fitSettings(settings: JobSettings, described: readonly JobSetting[] | null): JobSettings {
  const types = new Map((described ?? []).map(({ key, type }) => [key, type]));
  const fitted: [string, unknown][] = [];
  const complaints: string[] = [];
  for (const [key, value] of Object.entries(settings)) {
    const type = typeOf(types.get(key));
    if (!type || value === null || value === undefined) fitted.push([key, value]);
    else if (type !== TYPES.string && typeof value === 'string' && value.trim() === '') continue;
    else {
      const fit = type.fit(value);
      if (fit === undefined) complaints.push(`settings.${key}: must be ${type.wanted}, not ${inWords(value)}`);
      fitted.push([key, fit]);
    }
  }
  if (complaints.length > 0) throw new FarmError('bad-request', { message: complaints.join('; ') });
  return Object.fromEntries(fitted);
}

function typeOf(name: string | undefined): (typeof TYPES)[SettingType] | undefined {
  return name !== undefined && Object.hasOwn(TYPES, name) ? TYPES[name as SettingType] : undefined;
}

function numberIn(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !NUMERAL.test(value.trim())) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** At most this much of a text is repeated in a message. */
const MOST_SHOWN = 40;

function inWords(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value !== 'string') return JSON.stringify(value);
  return `the text ${JSON.stringify(value.length > MOST_SHOWN ? `${value.slice(0, MOST_SHOWN)}…` : value)}`;
}
