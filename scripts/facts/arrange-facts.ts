import { arrangeShape, type FactShape } from './arrange-shape.ts';
import type { Contract, ContractContent, ContractOperation } from './contract.ts';

/** What is known of one operation. Bodies are shapes by content type; a status without a body has none. */
export interface FactOperation {
  /** Method and path. */
  readonly at: string;
  readonly tags: readonly string[];
  readonly security: readonly string[];
  /** Parameters without which it is refused, each with its place: `path job_id`. */
  readonly needs: readonly string[];
  readonly takes?: Readonly<Record<string, FactShape>>;
  readonly answers: Readonly<Record<string, Readonly<Record<string, FactShape>>>>;
}

/** All that the specs know of Flamenco 3's API: operations by their ids, shapes by their names. */
export interface Facts {
  readonly operations: Readonly<Record<string, FactOperation>>;
  readonly shapes: Readonly<Record<string, FactShape>>;
}

/**
 * The facts of a contract in alphabetical order, with those shapes only that an operation leads to.
 * @throws when the contract names a schema that it does not describe
 */
export function arrangeFacts({ operations, schemas }: Contract): Facts {
  const arranged = operations.map((each) => [each.operationId, arrangeOperation(each, schemas)] as const);
  const shapes = new Map<string, FactShape>();
  const follow = (shape: FactShape): void => {
    if (typeof shape === 'object') for (const inner of Object.values<FactShape>(shape)) follow(inner);
    else if (/^[A-Z]/.test(shape) && !shapes.has(shape)) {
      const schema = schemas[shape];
      if (!schema) throw new Error(`the contract names ${shape} and does not say what it is`);
      shapes.set(shape, arrangeShape(schema, schemas));
      follow(shapes.get(shape) ?? 'any');
    }
  };
  for (const [, { takes = {}, answers }] of arranged)
    for (const content of [takes, ...Object.values(answers)]) follow(content);
  return { operations: alphabetical(arranged), shapes: alphabetical([...shapes]) };
}

function arrangeOperation(operation: ContractOperation, schemas: Contract['schemas']): FactOperation {
  const { method, path, tags, security, parameters, requestBody, responses } = operation;
  const needed = parameters.filter(({ required }) => required).map(({ in: place, name }) => `${place} ${name}`);
  const answers = Object.entries(responses).map(([status, answer]) => [status, contentOf(answer, schemas)] as const);
  return {
    at: `${method} ${path}`,
    tags,
    security,
    needs: needed.toSorted(),
    ...(requestBody && { takes: contentOf(requestBody, schemas) }),
    answers: alphabetical(answers),
  };
}

function contentOf({ contentTypes, schemaRef, schema }: ContractContent, schemas: Contract['schemas']) {
  const shapeOf = (type: string) => schemaRef ?? arrangeShape(schema?.[type] ?? {}, schemas);
  return alphabetical(contentTypes.map((type) => [type, shapeOf(type)] as const));
}

function alphabetical<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
