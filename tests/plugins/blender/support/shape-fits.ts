/**
 * A shape in the add-on's operations.json: the name of a JSON type, an object of shapes ("key?" may be absent), or a
 * list of one shape.
 */
export type Shape = string | Shape[] | { [key: string]: Shape };

/** The parts of an OpenAPI schema with which shapes are compared. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: unknown[];
  readonly properties?: Record<string, Schema>;
  readonly required?: string[];
  readonly items?: Schema;
  readonly allOf?: Schema[];
  readonly anyOf?: Schema[];
}

type Schemas = Record<string, Schema>;

/** Why an answer with this schema might not have the shape: a field that may be absent or has another type. */
export function answerMisfits(shape: Shape, schema: Schema | undefined, schemas: Schemas, place = 'answer'): string[] {
  return misfits(shape, schema, schemas, place, (key, optional, { required }) =>
    optional || required?.includes(key) ? [] : [`${place}.${key} may be absent`],
  );
}

/**
 * Why a body with this shape might be refused: a field that is unknown or has another type, or a required field that is
 * not sent.
 */
export function bodyMisfits(shape: Shape | undefined, schema: Schema | undefined, schemas: Schemas): string[] {
  if (shape === undefined) return [];
  const sent = typeof shape === 'object' && !Array.isArray(shape) ? Object.keys(shape) : [];
  const lacking = (resolve(schema, schemas)?.required ?? []).filter((key) => !sent.includes(key));
  return [...lacking.map((key) => `body.${key} is required`), ...misfits(shape, schema, schemas, 'body', () => [])];
}

type CheckKey = (key: string, optional: boolean, schema: Schema) => string[];

function misfits(shape: Shape, given: Schema | undefined, schemas: Schemas, place: string, check: CheckKey): string[] {
  const schema = resolve(given, schemas);
  if (!schema) return [`${place} is not described`];
  if (shape === 'any') return [];
  if (typeof shape === 'string') return sameType(shape, schema) ? [] : [`${place} is ${schema.type}, not ${shape}`];
  if (Array.isArray(shape)) {
    if (schema.type !== 'array') return [`${place} is ${schema.type}, not a list`];
    return misfits(shape[0] ?? 'any', schema.items, schemas, `${place}[]`, check);
  }
  return Object.entries(shape).flatMap(([name, inner]) => {
    const key = name.replace(/\?$/, '');
    const property = schema.properties?.[key];
    if (!property) return [`${place}.${key} is unknown`];
    const nullable = resolve(property, schemas)?.nullable && key === name ? [`${place}.${key} may be null`] : [];
    return [
      ...nullable,
      ...check(key, key !== name, schema),
      ...misfits(inner, property, schemas, `${place}.${key}`, check),
    ];
  });
}

function sameType(shape: string, schema: Schema): boolean {
  if (schema.anyOf) return schema.anyOf.every((each) => sameType(shape, each));
  if (shape === 'number') return schema.type === 'number' || schema.type === 'integer';
  return (
    schema.type === shape || (shape === 'string' && schema.enum?.every((each) => typeof each === 'string') === true)
  );
}

function resolve(schema: Schema | undefined, schemas: Schemas): Schema | undefined {
  if (schema?.$ref) return resolve(schemas[schema.$ref.split('/').at(-1) ?? ''], schemas);
  if (!schema?.allOf) return schema;
  const parts = schema.allOf.flatMap((part) => resolve(part, schemas) ?? []);
  return {
    ...schema,
    type: schema.type ?? parts.find(({ type }) => type)?.type,
    required: parts.flatMap(({ required }) => required ?? []),
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)) as Record<string, Schema>,
  };
}
