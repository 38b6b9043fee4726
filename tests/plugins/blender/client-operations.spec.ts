import { readFileSync } from 'node:fs';
import type { AnyProcedure } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import type { FactShape } from '#scripts/facts/arrange-shape.ts';
import { POLICY } from '#server/access/policy.ts';
import type { ProcedureMeta } from '#server/trpc/init.ts';
import { v3Router } from '#server/trpc/v3/v3-router.ts';
import { factSchema, FLAMENCO_OPERATIONS, FLAMENCO_SCHEMAS } from '../../contract/facts/flamenco-facts.ts';
import { bodyMisfits, answerMisfits, type Schema, type Shape } from './support/shape-fits.ts';

/** The add-on reads this file at run time, and calls only operations that are in it. */
interface AddOnOperation {
  readonly method: string;
  readonly path: string;
  readonly body?: Shape;
  /** Fields of the body that are sent only to managers whose description has them. */
  readonly extra?: Record<string, Shape>;
  readonly answers: Record<string, Shape | null>;
  /** What the add-on reads beside that, and does without if the manager is of Flamenco 3. */
  readonly extraAnswers?: Record<string, Shape>;
  readonly refusals?: number[];
  /** Flamenco 3 does not have this operation; there, the add-on does without it. */
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

describe.each(Object.entries(addOn))('the operation %s, as the add-on uses it', (id, operation) => {
  const found = ours.paths[operation.path]?.[operation.method.toLowerCase()];
  const schemas = ours.components.schemas;

  it('is in the description of the API, at its path', () => {
    expect(found?.operationId).toBe(id);
  });

  it('accepts what the add-on sends', () => {
    const schema = found?.requestBody?.content['application/json']?.schema;
    expect(bodyMisfits(operation.body, schema, schemas)).toEqual([]);
    expect(bodyMisfits(operation.extra, schema && withoutRequired(schema, schemas), schemas)).toEqual([]);
  });

  it('answers with what the add-on reads, and refuses as the add-on expects', () => {
    for (const [status, shape] of Object.entries(operation.answers)) {
      const answer = found?.responses[status];
      expect(answer, status).toBeDefined();
      const schema = answer?.content?.['application/json']?.schema;
      expect(shape === null ? [] : answerMisfits(shape, schema, schemas), status).toEqual([]);
      const extra = operation.extraAnswers?.[status] ?? 'any';
      expect(answerMisfits(extra, schema ?? {}, schemas), status).toEqual([]);
    }
    for (const status of operation.refusals ?? []) expect(found?.responses).toHaveProperty(String(status));
  });
});

describe('what the add-on needs from a manager', () => {
  const needed = Object.entries(addOn).filter(([, { ngOnly }]) => !ngOnly);

  it.each(needed)('%s is also an operation of Flamenco 3', (id, operation) => {
    const theirs = FLAMENCO_OPERATIONS[id];
    expect(theirs?.at).toBe(`${operation.method} ${operation.path}`);
    expect(bodyMisfits(operation.body, jsonOf(theirs?.takes), FLAMENCO_SCHEMAS)).toEqual([]);
    for (const [status, shape] of Object.entries(operation.answers)) {
      const answer = jsonOf(theirs?.answers[status]);
      expect(shape === null ? [] : answerMisfits(shape, answer, FLAMENCO_SCHEMAS), status).toEqual([]);
    }
  });
});

it('asks, when it logs in, for just the rights that its operations need', () => {
  const meta = (id: string) =>
    (v3Router._def.procedures as Record<string, AnyProcedure>)[id]?._def.meta as ProcedureMeta;
  const needed = Object.keys(addOn)
    .map((id) => meta(id).action)
    .filter((action) => !('stranger' in POLICY[action]));
  const python = readFileSync(
    new URL('../../../plugins/blender/addon/flamenco_ng/client/device_login.py', import.meta.url),
    'utf8',
  );
  const [, text = ''] = /SCOPE = \(([^)]*)\)/.exec(python) ?? [];
  const asked = [...text.matchAll(/[a-z-]+\.[a-z-]+/g)].map(([action]) => action);
  // Pictures of frames are no operation.
  expect(asked.toSorted()).toEqual([...new Set([...needed, 'job-files.read'])].toSorted());
});

function jsonOf(content: Readonly<Record<string, FactShape>> | undefined): Schema | undefined {
  const shape = content?.['application/json'];
  return shape === undefined ? undefined : factSchema(shape);
}

function withoutRequired(schema: Schema, schemas: Record<string, Schema>): Schema {
  const target = schema.$ref ? schemas[schema.$ref.split('/').at(-1) ?? ''] : schema;
  return { ...target, required: [] };
}
