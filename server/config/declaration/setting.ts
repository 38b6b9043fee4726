import { z } from 'zod';

/** Everything there is to say about a setting, apart from the values that it may have. */
export interface SettingFacts {
  /** What it is for, in Markdown, with its unit and what 0 or an empty text means. */
  readonly description: string;
  /**
   * Must never be shown, logged or repeated. `true`: the whole value. `'in-address'`: only the password, in a text that
   * may be an address such as `//user:password@host`. Keys inside the items of a setting can be marked too, but not
   * inside a union: mark the union as a whole.
   */
  readonly secret?: true | 'in-address';
  /** A change takes effect when the manager is restarted, because running parts were made with the old value. */
  readonly restart?: true;
  /**
   * Flamenco 3 does not have it. Programs made for Flamenco 3 leave it out when they save all settings; it then keeps
   * its value.
   */
  readonly ours?: true;
  /** Why it is accepted but does nothing; there is a warning if its value is not the default. */
  readonly noEffect?: string;
  /** How it may look in a file, as YAML including the key; for values that are more than a word. */
  readonly example?: string;
  /** The default in words, if it depends on the machine. */
  readonly defaultText?: string;
}

/** What applies to all settings of a group. */
export type GroupFacts = Pick<SettingFacts, 'description' | 'restart' | 'ours'>;

/** In the notation of the file: `10m0s`, never milliseconds. */
type Default<Schema extends z.ZodType> =
  | { readonly default: z.input<Schema>; readonly defaultText?: never }
  | { readonly default: () => z.input<Schema>; readonly defaultText: string };

const FACTS = z.registry<SettingFacts>();
const GROUPS = z.registry<GroupFacts>();

/**
 * Declares one key of a configuration. Reading and writing it, its JSON in the API, the schema of that JSON, the
 * documentation, and whether it needs a restart all follow from this. Safe to use in browsers.
 */
export function setting<Schema extends z.ZodType>(
  schema: Schema,
  { default: fallback, ...facts }: SettingFacts & Default<Schema>,
): z.ZodPrefault<Schema> {
  const declared = z.prefault(schema, fallback);
  FACTS.add(declared, facts);
  return declared;
}

/** Declares a key with further keys below it, all of which have defaults. */
export function group<Shape extends Record<string, z.ZodPrefault>>(
  facts: GroupFacts,
  shape: Shape,
): z.ZodPrefault<z.ZodObject<Shape>> {
  const declared = z.prefault(z.object(shape), {} as z.core.util.NoUndefined<z.input<z.ZodObject<Shape>>>);
  GROUPS.add(declared, facts);
  return declared;
}

/** The same for a group whose keys are not all known; unknown ones stay in the file, with a warning. */
export function openGroup(facts: GroupFacts, shape: Record<string, z.ZodPrefault>): z.ZodPrefault {
  const declared = z.prefault(z.object(shape).catchall(z.unknown()), {});
  GROUPS.add(declared, facts);
  return declared;
}

/** The facts that `setting` was given; undefined for other schemas. */
export function factsOf(schema: z.ZodType): SettingFacts | undefined {
  return FACTS.get(schema);
}

/** The facts that `group` was given; undefined for other schemas. */
export function groupFactsOf(schema: z.ZodType): GroupFacts | undefined {
  return GROUPS.get(schema);
}
