import type { ContractSchema } from './contract.ts';

/**
 * What a JSON value is, in as few words as the specs need: the name of a JSON type, `date-time` or `any`; the name of
 * another shape, which begins with a capital; words with bars between them, of which it is one; a list of one shape; or
 * an object of shapes, where `key?` may be absent and `*` stands for any key.
 */
export type FactShape = string | readonly [FactShape] | { readonly [key: string]: FactShape };

/** The shape that a schema describes, with the fields of those it extends written out. */
export function arrangeShape(schema: ContractSchema, all: Readonly<Record<string, ContractSchema>>): FactShape {
  if (schema.ref !== undefined) return schema.ref;
  if (schema.enum) return schema.enum.join(' | ');
  if (schema.items) return [arrangeShape(schema.items, all)];
  if (typeof schema.additionalProperties === 'object') return { '*': arrangeShape(schema.additionalProperties, all) };
  const fields = Object.entries(fieldsOf(schema, all)).map(
    ([name, field]) => [field.required ? name : `${name}?`, arrangeShape(field, all)] as const,
  );
  if (fields.length > 0) return Object.fromEntries(fields.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return schema.format === 'date-time' ? 'date-time' : (schema.type ?? 'any');
}

function fieldsOf(
  schema: ContractSchema,
  all: Readonly<Record<string, ContractSchema>>,
): NonNullable<ContractSchema['fields']> {
  const inherited = (schema.extends ?? []).map((name) => fieldsOf(all[name] ?? {}, all));
  return Object.assign({}, ...inherited, schema.fields) as NonNullable<ContractSchema['fields']>;
}
