import { z } from 'zod';

/** What there is to say of a setting, beside the values that it may have. */
export interface SettingFacts {
  /** What it is for, in Markdown; with what its unit is and what 0 or an empty text mean. */
  readonly description: string;
  /**
   * Never to be shown, logged or repeated: `true` for the value as a whole, `'in-address'` for a text that may be an
   * address with a password, `//user:password@`, of which the rest is shown. May also be said of keys within the things
   * that a setting lists, but not within a union: mark that as a whole.
   */
  readonly secret?: true | 'in-address';
  /** What runs was made with it: a change counts when the manager is started again. */
  readonly restart?: true;
  /**
   * Flamenco 3 does not have it: programs made for Flamenco 3 leave it out when they save all settings, and it stays
   * then.
   */
  readonly ours?: true;
  /** Why it is taken and does nothing; a value other than the default is warned of. */
  readonly noEffect?: string;
  /** How it may look in a file, as YAML with the key; for those that are more than a word. */
  readonly example?: string;
  /** The default in words, where it depends on the machine. */
  readonly defaultText?: string;
}

/** What holds for all settings of a group. */
export type GroupFacts = Pick<SettingFacts, 'description' | 'restart' | 'ours'>;

/** As it is written in a file: `10m0s`, never milliseconds. */
type Default<Schema extends z.ZodType> =
  | { readonly default: z.input<Schema>; readonly defaultText?: never }
  | { readonly default: () => z.input<Schema>; readonly defaultText: string };

const FACTS = z.registry<SettingFacts>();
const GROUPS = z.registry<GroupFacts>();

/**
 * Declares one key of a configuration. Reading, writing, the JSON of the API, its schema, the page of documentation and
 * what counts after a restart all follow from it. Safe for browsers.
 */
export function setting<Schema extends z.ZodType>(
  schema: Schema,
  { default: fallback, ...facts }: SettingFacts & Default<Schema>,
): z.ZodPrefault<Schema> {
  const declared = z.prefault(schema, fallback);
  FACTS.add(declared, facts);
  return declared;
}

/** Declares a key that has keys of its own below it, all of which have defaults. */
export function group<Shape extends Record<string, z.ZodPrefault>>(
  facts: GroupFacts,
  shape: Shape,
): z.ZodPrefault<z.ZodObject<Shape>> {
  const declared = z.prefault(z.object(shape), {} as z.core.util.NoUndefined<z.input<z.ZodObject<Shape>>>);
  GROUPS.add(declared, facts);
  return declared;
}

/** The same for a group of which not all keys are known; those that are not stay in the file, and are warned of. */
export function openGroup(facts: GroupFacts, shape: Record<string, z.ZodPrefault>): z.ZodPrefault {
  const declared = z.prefault(z.object(shape).catchall(z.unknown()), {});
  GROUPS.add(declared, facts);
  return declared;
}

/** What `setting` was told; undefined for other schemas. */
export function factsOf(schema: z.ZodType): SettingFacts | undefined {
  return FACTS.get(schema);
}

/** What `group` was told; undefined for other schemas. */
export function groupFactsOf(schema: z.ZodType): GroupFacts | undefined {
  return GROUPS.get(schema);
}
