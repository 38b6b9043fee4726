import { z } from 'zod';
import { factsOf, groupFactsOf, type SettingFacts } from './setting.ts';

export type KeyPath = readonly PropertyKey[];

/** A key of a configuration and what is known about it, including what its groups say. */
export interface DeclaredSetting {
  readonly path: readonly string[];
  readonly schema: z.ZodType;
  readonly facts: SettingFacts;
}

/**
 * The name of a key as people write it: `plugins.last-rendered.quality`, `variables.x.values[0]`, `variables["my
 * projects"]`.
 */
export function keyName(path: KeyPath): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      const name = String(part);
      if (!/^[\w-]+$/.test(name)) return `[${JSON.stringify(name)}]`;
      return index === 0 ? name : `.${name}`;
    })
    .join('');
}

/** The schema of what is written under a key: without its default, and before it is decoded. */
export function writtenAs(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodDefault || schema instanceof z.ZodOptional)
    return writtenAs(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodPipe ? writtenAs(schema.def.in as z.ZodType) : schema;
}

/** The schema of one key, or one item, below another; undefined where nothing of that name is declared. */
export function below(schema: z.ZodType, key: PropertyKey): z.ZodType | undefined {
  const written = writtenAs(schema);
  if (written instanceof z.ZodObject) {
    const shape = written.shape as Record<PropertyKey, z.ZodType>;
    return Object.hasOwn(shape, key) ? shape[key] : undefined;
  }
  if (written instanceof z.ZodRecord) return written.valueType as z.ZodType;
  return written instanceof z.ZodArray ? (written.element as z.ZodType) : undefined;
}

/** Whether this very key (not a group above it) is declared as one that Flamenco 3 does not have. */
export function isOurs(tree: z.ZodObject, path: KeyPath): boolean {
  const schema = schemaAt(tree, path);
  return schema !== undefined && (factsOf(schema) ?? groupFactsOf(schema))?.ours === true;
}

/** All settings of a declaration, in its order. */
export function settingsOf(tree: z.ZodObject): DeclaredSetting[] {
  return settingsBelow(tree, [], {});
}

/** The schema at this path; undefined where nothing is declared. */
export function schemaAt(tree: z.ZodType, path: KeyPath): z.ZodType | undefined {
  return path.reduce<z.ZodType | undefined>((parent, key) => parent && below(parent, key), tree);
}

/** Whether the value at this path is secret, either itself or as part of a secret setting. */
export function secretAt(tree: z.ZodType, path: KeyPath): SettingFacts['secret'] {
  const [key, ...rest] = path;
  const child = key === undefined ? undefined : below(tree, key);
  return factsOf(tree)?.secret ?? (child && secretAt(child, rest));
}

function settingsBelow(
  schema: z.ZodType,
  path: readonly string[],
  inherited: Partial<SettingFacts>,
): DeclaredSetting[] {
  const facts = factsOf(schema);
  if (facts) return [{ path, schema, facts: { ...inherited, ...facts } }];
  const written = writtenAs(schema);
  if (!(written instanceof z.ZodObject)) return [];
  const { restart, ours } = groupFactsOf(schema) ?? {};
  const passedOn = { ...inherited, ...(restart && { restart }), ...(ours && { ours }) };
  return Object.entries(written.shape).flatMap(([key, child]) =>
    settingsBelow(child as z.ZodType, [...path, key], passedOn),
  );
}
