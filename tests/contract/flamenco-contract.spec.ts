import { assert, describe, expect, test } from 'vitest';
import type { FactOperation } from '#scripts/facts/arrange-facts.ts';
import type { FactShape } from '#scripts/facts/arrange-shape.ts';
import { openApiDocument } from '#server/trpc/v3/document.ts';
import { factSchema, FLAMENCO_OPERATIONS, FLAMENCO_SCHEMAS } from './facts/flamenco-facts.ts';
import { disappointments, openApiShape } from './shape.ts';

type Json = Record<string, unknown>;

interface OurOperation {
  readonly operationId: string;
  readonly tags: string[];
  readonly security: Json[];
  readonly parameters: { name: string; in: string; required?: boolean; schema: Json }[];
  readonly requestBody?: { content: Record<string, { schema: Json }> };
  readonly responses: Record<string, { content?: Record<string, { schema: Json }> }>;
}

const ours = openApiDocument() as {
  paths: Record<string, Record<string, OurOperation>>;
  components: { schemas: Record<string, Json> };
};
const ownOperations = Object.entries(ours.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, own]) => [`${method.toUpperCase()} ${path}`, own] as const),
);
const ownAt = new Map<string, OurOperation>(ownOperations);

/** Statuses that we never answer with, although the document of Flamenco 3 lists them. */
const NEVER_SENT = /\.(type_etag|initial_status): is not there$/;
/** Flamenco 3 refuses a request without it, although its document says otherwise. */
const ALWAYS_NEEDED = /^JobMassDeletionSelection\.last_updated_max: is required$/;

describe('the document promises what Flamenco 3 promises', () => {
  test.each(Object.entries(FLAMENCO_OPERATIONS))('%s', (id, theirs) => {
    const own = ownAt.get(theirs.at);
    assert(own, `${theirs.at} is not there`);
    expect(own.operationId).toBe(id);
    expect(own.tags).toEqual(theirs.tags);
    expect(own.security.flatMap(Object.keys)).toEqual(theirs.security);
    const needs = own.parameters.filter(({ required }) => required).map(({ in: place, name }) => `${place} ${name}`);
    expect(needs.toSorted()).toEqual(theirs.needs);
    expect([...bodyComplaints(theirs, own), ...answerComplaints(theirs, own)]).toEqual([]);
  });

  test('all 57 operations of Flamenco 3 are compared', () => {
    expect(Object.keys(FLAMENCO_OPERATIONS)).toHaveLength(57);
  });

  test('every operation that Flamenco 3 does not have has its own path', () => {
    const clashes = ownOperations.filter(([at, { operationId }]) => {
      const theirs = FLAMENCO_OPERATIONS[operationId];
      return theirs !== undefined && theirs.at !== at;
    });
    expect(clashes).toEqual([]);
  });
});

function bodyComplaints({ takes = {} }: FactOperation, own: OurOperation): string[] {
  const content = own.requestBody?.content ?? {};
  if (Object.keys(takes).length === 0) return Object.keys(content).length === 0 ? [] : ['has a body'];
  const missing = Object.keys(takes).filter((type) => !(type in content));
  return [
    ...missing.map((type) => `takes no ${type}`),
    ...shapeComplaints(takes, content, 'accepted').filter((text) => !ALWAYS_NEEDED.test(text)),
  ];
}

function answerComplaints(theirs: FactOperation, own: OurOperation): string[] {
  return Object.entries(theirs.answers).flatMap(([code, answer]) => {
    const mine = own.responses[code];
    const bare = Object.keys(answer).length === 0;
    // Refusals that have no body in Flamenco 3's document have one in practice, and so do ours.
    if (!mine) return Number(code) >= 400 && bare ? [] : [`never answers ${code}`];
    const types = Object.keys(mine.content ?? {});
    if (bare) return Number(code) < 300 && types.length > 0 ? [`${code} has a body`] : [];
    const right = types.length === 1 && types[0] !== undefined && types[0] in answer;
    return [
      ...(right ? [] : [`${code} is ${types.join()}`]),
      ...shapeComplaints(answer, mine.content ?? {}, 'sent').filter((text) => !NEVER_SENT.test(text)),
    ];
  });
}

/** Compares JSON bodies; other content types are not described. */
function shapeComplaints(
  theirs: Readonly<Record<string, FactShape>>,
  own: Record<string, { schema: Json }>,
  direction: 'sent' | 'accepted',
): string[] {
  const [shape, schema] = [theirs['application/json'], own['application/json']?.schema];
  if (shape === undefined || !schema) return [];
  return disappointments(
    openApiShape(factSchema(shape), FLAMENCO_SCHEMAS),
    openApiShape(schema, ours.components.schemas),
    direction,
    typeof shape === 'string' ? shape : 'body',
  );
}
