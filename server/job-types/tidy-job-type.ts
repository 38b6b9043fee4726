import { settingSubtypeSchema, settingVisibilitySchema } from '../contracts/job-type.ts';

/** A JOB_TYPE whose values have the types that clients rely on, as far as that is possible without guessing. */
export interface TidyJobType {
  /** Still to be checked: what cannot be understood is as it was written. */
  readonly value: unknown;
  /** What the author of the script should mend, in full sentences. */
  readonly warnings: readonly string[];
}

type Written = Record<string, unknown>;

/**
 * Reads a JOB_TYPE as forgivingly as Flamenco 3 does, and a little more so where that would send what clients cannot
 * read: `null` means that a key is absent, numbers in texts become text, and flags are true or false as in JavaScript.
 */
export function tidyJobType(written: unknown): TidyJobType {
  const warnings: string[] = [];
  if (!isObject(written)) return { value: written, warnings };
  const { label = '', settings = [], ...rest } = withoutNulls(written);
  if (label === '')
    warnings.push('JOB_TYPE.label is missing: Flamenco’s add-on shows an empty line for this job type.');
  const value = {
    ...rest,
    label: asText(label),
    ...mapped(rest, 'description', asText),
    settings: Array.isArray(settings)
      ? settings.map((setting, index) => tidySetting(setting, `JOB_TYPE.settings[${index}]`, warnings))
      : settings,
  };
  return { value, warnings };
}

function tidySetting(written: unknown, where: string, warnings: string[]): unknown {
  if (!isObject(written)) return written;
  const setting = withoutNulls(written);
  const named = typeof setting['key'] === 'string' ? `${where} ("${setting['key']}")` : where;
  const { visible, subtype, ...rest } = setting;
  return {
    ...rest,
    ...mapped(rest, 'key', asText),
    ...mapped(rest, 'label', asText),
    ...mapped(rest, 'description', asText),
    ...mapped(rest, 'eval', asText),
    ...mapped(rest, 'choices', (choices) => tidyChoices(choices, `${named}.choices`, warnings)),
    ...mapped(rest, 'propargs', (propargs) => (isObject(propargs) ? withoutNulls(propargs) : propargs)),
    ...mapped(rest, 'required', (flag) => asFlag(flag, `${named}.required`, warnings)),
    ...mapped(rest, 'editable', (flag) => asFlag(flag, `${named}.editable`, warnings)),
    ...mapped(rest, 'evalInfo', (info) => tidyEvalInfo(info, `${named}.evalInfo`, warnings)),
    ...oneOf('visible', visibilityOf(visible, named, warnings), settingVisibilitySchema.options, named, warnings),
    ...oneOf('subtype', subtype, settingSubtypeSchema.options, named, warnings),
  };
}

/** What authors mean who take `visible` for a flag. */
const VISIBLE_FLAGS = new Map<unknown, string>([
  [true, 'visible'],
  [false, 'hidden'],
]);

function visibilityOf(visible: unknown, where: string, warnings: string[]): unknown {
  const word = VISIBLE_FLAGS.get(visible);
  if (word === undefined) return visible;
  warnings.push(`${where}.visible is ${String(visible)}, which was taken as "${word}"; write that instead.`);
  return word;
}

function tidyChoices(choices: unknown, where: string, warnings: string[]): unknown {
  if (!Array.isArray(choices)) return choices;
  if (choices.includes(null)) warnings.push(`${where} has an entry that is null or undefined, which was left out.`);
  return choices.filter((choice) => choice !== null).map(asText);
}

function tidyEvalInfo(info: unknown, where: string, warnings: string[]): unknown {
  if (!isObject(info)) return info;
  const written = withoutNulls(info);
  return {
    ...written,
    ...mapped(written, 'showLinkButton', (flag) => asFlag(flag, `${where}.showLinkButton`, warnings)),
    ...mapped(written, 'description', asText),
  };
}

/** A key whose value has to be one of a few words; without the key if it is another, which no client would know. */
function oneOf(key: string, value: unknown, words: readonly string[], where: string, warnings: string[]): object {
  if (value === undefined) return {};
  if (words.some((word) => word === value)) return { [key]: value };
  const known = words.map((word) => `"${word}"`).join(', ');
  warnings.push(`${where}.${key} is ${JSON.stringify(value)}, which was left out; it can be one of ${known}.`);
  return {};
}

/** True or false, as `if` sees it. A text is a trap, since "false" is true. */
function asFlag(value: unknown, where: string, warnings: string[]): boolean {
  const flag = Boolean(value);
  if (typeof value === 'string')
    warnings.push(
      `${where} is the text ${JSON.stringify(value)}, which was taken as ${flag}; write true or false, without quotes.`,
    );
  return flag;
}

/** Numbers and flags as text; anything else as it is. */
function asText(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

function mapped(object: Written, key: string, change: (value: unknown) => unknown): object {
  return key in object ? { [key]: change(object[key]) } : {};
}

function withoutNulls(object: Written): Written {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

function isObject(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
