import { readFileSync } from 'node:fs';
import type { FactOperation } from '#scripts/facts/arrange-facts.ts';
import type { FactShape } from '#scripts/facts/arrange-shape.ts';

/** A fact in OpenAPI terms, so that it can be compared with our own description of the API. */
export type FactSchema = {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: string[];
  items?: FactSchema;
  properties?: Record<string, FactSchema>;
  required?: string[];
  additionalProperties?: FactSchema;
};

/** Flamenco 3's operations by their ids; written by `npm run facts`. */
export const FLAMENCO_OPERATIONS = read('operations.json') as Record<string, FactOperation>;

/** Flamenco 3's schemas by their names. */
export const FLAMENCO_SCHEMAS: Record<string, FactSchema> = Object.fromEntries(
  Object.entries(read('shapes.json') as Record<string, FactShape>).map(([name, shape]) => [name, factSchema(shape)]),
);

/** Reads back the notation of the facts (scripts/facts/arrange-shape.ts). */
export function factSchema(shape: FactShape): FactSchema {
  if (typeof shape === 'string') return namedSchema(shape);
  if (isList(shape)) return { type: 'array', items: factSchema(shape[0]) };
  const { '*': values, ...fields } = shape;
  if (values !== undefined) return { type: 'object', additionalProperties: factSchema(values) };
  const names = Object.keys(fields);
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name.replace(/\?$/, ''), factSchema(field)]),
    ),
    required: names.filter((name) => !name.endsWith('?')),
  };
}

function namedSchema(name: string): FactSchema {
  if (name === 'any') return {};
  if (name === 'date-time') return { type: 'string', format: name };
  if (name.includes(' | ')) return { type: 'string', enum: name.split(' | ') };
  return /^[A-Z]/.test(name) ? { $ref: `#/components/schemas/${name}` } : { type: name };
}

function isList(shape: FactShape): shape is readonly [FactShape] {
  return Array.isArray(shape);
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
}
