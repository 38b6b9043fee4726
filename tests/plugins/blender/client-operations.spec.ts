import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bodyMisfits, answerMisfits, type Schema, type Shape } from './support/shape-fits.ts';

/** The add-on reads this file at run time, and calls nothing that is not in it. */
interface AddOnOperation {
  readonly method: string;
  readonly path: string;
  readonly body?: Shape;
  /** Fields of the body that are sent to managers only whose description has them. */
  readonly extra?: Record<string, Shape>;
  readonly answers: Record<string, Shape | null>;
  readonly refusals?: number[];
  /** Flamenco 3 has no such operation; the add-on does without it there. */
  readonly ngOnly?: boolean;
}

const json = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as unknown;
const addOn = json('../../../plugins/blender/addon/flamenco_ng/client/operations.json') as Record<
  string,
  AddOnOperation
>;
const ours = json('../../../openapi/openapi.json') as {
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: { schemas: Record<string, Schema> };
};
interface OpenApiOperation {
  operationId: string;
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

/** The facts of Flamenco 3's API lie beside the project where it is developed; they are not part of it. */
const FACTS = new URL('../../../../shared/reference/contract.json', import.meta.url);

describe.each(Object.entries(addOn))('the operation %s, as the add-on uses it', (id, operation) => {
  const found = ours.paths[operation.path]?.[operation.method.toLowerCase()];
  const schemas = ours.components.schemas;

  it('is in the description of the API, at its path', () => {
    expect(found?.operationId).toBe(id);
  });

  it('takes what the add-on sends', () => {
    const schema = found?.requestBody?.content['application/json']?.schema;
    expect(bodyMisfits(operation.body, schema, schemas)).toEqual([]);
    expect(bodyMisfits(operation.extra, schema && withoutRequired(schema, schemas), schemas)).toEqual([]);
  });

  it('answers what the add-on reads, and refuses as the add-on expects', () => {
    for (const [status, shape] of Object.entries(operation.answers)) {
      const answer = found?.responses[status];
      expect(answer, status).toBeDefined();
      const schema = answer?.content?.['application/json']?.schema;
      expect(shape === null ? [] : answerMisfits(shape, schema, schemas), status).toEqual([]);
    }
    for (const status of operation.refusals ?? []) expect(found?.responses).toHaveProperty(String(status));
  });
});

describe.runIf(existsSync(FACTS))('what the add-on needs from a manager', () => {
  const facts = existsSync(FACTS)
    ? (JSON.parse(readFileSync(FACTS, 'utf8')) as Facts)
    : { operations: [], schemas: {} };
  const schemas = Object.fromEntries(Object.entries(facts.schemas).map(([name, each]) => [name, schemaOf(each)]));
  const needed = Object.entries(addOn).filter(([, { ngOnly }]) => !ngOnly);

  it.each(needed)('%s is an operation of Flamenco 3, too', (id, operation) => {
    const theirs = facts.operations.find(({ operationId }) => operationId === id);
    expect([theirs?.method, theirs?.path]).toEqual([operation.method, operation.path]);
    expect(bodyMisfits(operation.body, reference(theirs?.requestBody?.schemaRef), schemas)).toEqual([]);
    for (const [status, shape] of Object.entries(operation.answers)) {
      const answer = reference(theirs?.responses[status]?.schemaRef);
      if (shape !== null) expect(answerMisfits(shape, answer, schemas)).toEqual([]);
    }
  });
});

interface Facts {
  operations: {
    operationId: string;
    method: string;
    path: string;
    requestBody: { schemaRef: string | null } | null;
    responses: Record<string, { schemaRef: string | null }>;
  }[];
  schemas: Record<string, Fact>;
}

/** How the facts write a schema. */
interface Fact {
  type?: string;
  ref?: string;
  extends?: string[];
  enum?: unknown[];
  items?: Fact;
  fields?: Record<string, Fact & { required: boolean }>;
}

function schemaOf(fact: Fact): Schema {
  const fields = Object.entries(fact.fields ?? {});
  const own: Schema = {
    ...reference(fact.ref),
    ...(fact.type && { type: fact.type }),
    ...(fact.enum && { enum: fact.enum }),
    ...(fact.items && { items: schemaOf(fact.items) }),
    properties: Object.fromEntries(fields.map(([key, field]) => [key, schemaOf(field)])),
    required: fields.filter(([, field]) => field.required).map(([key]) => key),
  };
  return fact.extends ? { allOf: [own, ...fact.extends.flatMap((name) => reference(name) ?? [])] } : own;
}

const reference = (name: string | null | undefined): Schema | undefined =>
  name ? { $ref: `#/components/schemas/${name}` } : undefined;

function withoutRequired(schema: Schema, schemas: Record<string, Schema>): Schema {
  const target = schema.$ref ? schemas[schema.$ref.split('/').at(-1) ?? ''] : schema;
  return { ...target, required: [] };
}
