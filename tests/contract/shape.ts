/** A JSON value as described by a schema, with references followed; the common form of both documents. */
export interface Shape {
  /** object, array, string, integer, …; "any" when the schema says nothing. */
  readonly type: string;
  readonly fields?: Readonly<Record<string, { readonly required: boolean; readonly shape: Shape }>>;
  readonly items?: Shape;
  /** For a map: what its values are. */
  readonly values?: Shape;
  readonly enum?: readonly string[];
  readonly format?: string;
}

type Json = Record<string, unknown>;
type Schemas = Readonly<Record<string, Json>>;

/** A schema of an OpenAPI document: `$ref`, and a list of required properties. */
export function openApiShape(schema: Json, schemas: Schemas): Shape {
  const ref = typeof schema['$ref'] === 'string' ? schema['$ref'].split('/').at(-1) : undefined;
  if (ref !== undefined) return openApiShape(schemas[ref] ?? {}, schemas);
  const choices = (schema['anyOf'] ?? schema['allOf']) as Json[] | undefined;
  if (choices) {
    const shapes = choices.map((choice) => openApiShape(choice, schemas));
    return { ...shapes[0], type: shapes[0]?.type ?? 'any', enum: shapes.flatMap((shape) => shape.enum ?? []) };
  }
  const required = (schema['required'] as string[] | undefined) ?? [];
  const fields = Object.entries((schema['properties'] as Record<string, Json> | undefined) ?? {}).map(
    ([name, field]) => [name, { required: required.includes(name), shape: openApiShape(field, schemas) }] as const,
  );
  const [items, values] = [schema['items'], schema['additionalProperties']] as [Json | undefined, Json | undefined];
  return {
    type: typeof schema['type'] === 'string' ? schema['type'] : schema['properties'] ? 'object' : 'any',
    ...(schema['properties'] ? { fields: Object.fromEntries(fields) } : {}),
    ...(items ? { items: openApiShape(items, schemas) } : {}),
    ...(typeof values === 'object' ? { values: openApiShape(values, schemas) } : {}),
    ...(schema['enum'] ? { enum: schema['enum'] as string[] } : {}),
    ...(typeof schema['format'] === 'string' ? { format: schema['format'] } : {}),
  };
}

/**
 * What in `ours` would break a client made for `theirs`. In what we send, each field must be there, with the same
 * type, and required if it was. In what we accept, nothing may be required that was not required before.
 */
export function disappointments(theirs: Shape, ours: Shape, direction: 'sent' | 'accepted', at: string): string[] {
  if (theirs.type !== 'any' && theirs.type !== ours.type) return [`${at}: ${ours.type} instead of ${theirs.type}`];
  const found: string[] = [];
  const missingWords = theirs.enum?.filter((word) => !ours.enum?.includes(word)) ?? [];
  if (missingWords.length > 0) found.push(`${at}: lacks ${missingWords.join(', ')}`);
  if (theirs.format === 'date-time' && ours.format !== 'date-time') found.push(`${at}: is not a date-time`);
  for (const [name, field] of Object.entries(theirs.fields ?? {})) {
    const own = ours.fields?.[name];
    if (!own) found.push(`${at}.${name}: is not there`);
    else {
      if (direction === 'sent' && field.required && !own.required) found.push(`${at}.${name}: is optional`);
      if (direction === 'accepted' && own.required && !field.required) found.push(`${at}.${name}: is required`);
      found.push(...disappointments(field.shape, own.shape, direction, `${at}.${name}`));
    }
  }
  for (const [name, own] of Object.entries(ours.fields ?? {})) {
    if (direction === 'accepted' && own.required && !theirs.fields?.[name])
      found.push(`${at}.${name}: is required and new`);
  }
  if (theirs.items && ours.items) found.push(...disappointments(theirs.items, ours.items, direction, `${at}[]`));
  if (theirs.values && ours.values) found.push(...disappointments(theirs.values, ours.values, direction, `${at}{}`));
  return found;
}
