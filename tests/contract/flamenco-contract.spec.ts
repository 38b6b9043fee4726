import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openApiDocument } from '#server/trpc/v3/document.ts';
import { contractShape, disappointments, openApiShape } from './shape.ts';

type Json = Record<string, unknown>;

interface ContractOperation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly tags: string[];
  readonly security: string[];
  readonly parameters: { name: string; in: string; required: boolean; type: string }[];
  readonly requestBody: { contentTypes: string[]; schemaRef: string | null } | null;
  readonly responses: Record<string, { contentTypes: string[]; schemaRef: string | null }>;
}

interface OurOperation {
  readonly operationId: string;
  readonly tags: string[];
  readonly security: Json[];
  readonly parameters: { name: string; in: string; required?: boolean; schema: Json }[];
  readonly requestBody?: { content: Record<string, { schema: Json }> };
  readonly responses: Record<string, { content?: Record<string, { schema: Json }> }>;
}

/** The facts of Flamenco 3's API lie beside the project where it is developed; they are not part of it. */
const FACTS = new URL('../../../shared/reference/contract.json', import.meta.url);
const contract = existsSync(FACTS)
  ? (JSON.parse(readFileSync(FACTS, 'utf8')) as { operations: ContractOperation[]; schemas: Record<string, Json> })
  : undefined;
const ours = openApiDocument() as {
  paths: Record<string, Record<string, OurOperation>>;
  components: { schemas: Record<string, Json> };
};

/** Not to be answered with, although the document of Flamenco 3 says so. */
const NEVER_SENT = /\.(type_etag|initial_status): is not there$/;
/** Flamenco 3 refuses a request without it, although its document says otherwise. */
const ALWAYS_NEEDED = /^JobMassDeletionSelection\.last_updated_max: is required$/;

describe.skipIf(!contract)('the document promises what Flamenco 3 promises', () => {
  const operations = (contract?.operations ?? []).filter((operation) => ourOperation(operation) !== undefined);

  test.each(operations.map((operation) => [operation.operationId, operation] as const))('%s', (_name, theirs) => {
    const own = ourOperation(theirs) as OurOperation;
    expect(own.operationId).toBe(theirs.operationId);
    expect(own.tags).toEqual(theirs.tags);
    expect(own.security.flatMap(Object.keys)).toEqual(theirs.security);
    const required = own.parameters
      .filter((parameter) => parameter.required === true)
      .map(({ name, in: place }) => `${place} ${name}`);
    expect(required.toSorted()).toEqual(
      theirs.parameters
        .filter((p) => p.required)
        .map((p) => `${p.in} ${p.name}`)
        .toSorted(),
    );
    expect([...bodyComplaints(theirs, own), ...answerComplaints(theirs, own)]).toEqual([]);
  });

  test('every operation of Flamenco 3 is there', () => {
    const missing = (contract?.operations ?? []).filter((operation) => ourOperation(operation) === undefined);
    expect(missing.map((operation) => operation.operationId)).toEqual([]);
    expect(operations).toHaveLength(57);
  });

  test('every operation that is ours alone has a path of its own', () => {
    const known = new Set(contract?.operations.map((operation) => operation.operationId));
    const clashes = Object.values(ours.paths)
      .flatMap((methods) => Object.values(methods))
      .filter(
        (own) => known.has(own.operationId) && !operations.some((theirs) => theirs.operationId === own.operationId),
      );
    expect(clashes).toEqual([]);
  });
});

test.skipIf(contract)(
  'skipped: the facts of Flamenco 3 (../shared/reference/contract.json) are not on this machine',
  () => {},
);

function ourOperation(theirs: ContractOperation): OurOperation | undefined {
  return ours.paths[theirs.path]?.[theirs.method.toLowerCase()];
}

function bodyComplaints(theirs: ContractOperation, own: OurOperation): string[] {
  const types = Object.keys(own.requestBody?.content ?? {});
  if (theirs.requestBody === null) return types.length === 0 ? [] : ['has a body'];
  const missing = theirs.requestBody.contentTypes
    .filter((type) => !types.includes(type))
    .map((type) => `takes no ${type}`);
  const schema = own.requestBody?.content['application/json']?.schema;
  const name = theirs.requestBody.schemaRef;
  if (name === null || !schema || !contract) return missing;
  const shapes = [
    contractShape({ ref: name }, contract.schemas),
    openApiShape(schema, ours.components.schemas),
  ] as const;
  return [...missing, ...disappointments(...shapes, 'accepted', name).filter((text) => !ALWAYS_NEEDED.test(text))];
}

function answerComplaints(theirs: ContractOperation, own: OurOperation): string[] {
  return Object.entries(theirs.responses).flatMap(([code, answer]) => {
    const mine = own.responses[code];
    // Refusals without a body in Flamenco 3's document have one in practice, and ours too.
    if (!mine) return Number(code) >= 400 && answer.schemaRef === null ? [] : [`never answers ${code}`];
    const types = Object.keys(mine.content ?? {});
    if (answer.contentTypes.length === 0) return Number(code) < 300 && types.length > 0 ? [`${code} has a body`] : [];
    const wrongType =
      types.length === 1 && answer.contentTypes.includes(types[0] ?? '') ? [] : [`${code} is ${types.join()}`];
    const schema = mine.content?.['application/json']?.schema;
    if (answer.schemaRef === null || !schema || !contract) return wrongType;
    const shapes = [
      contractShape({ ref: answer.schemaRef }, contract.schemas),
      openApiShape(schema, ours.components.schemas),
    ] as const;
    return [
      ...wrongType,
      ...disappointments(...shapes, 'sent', answer.schemaRef).filter((text) => !NEVER_SENT.test(text)),
    ];
  });
}
