import document from '../../../openapi/openapi.json' with { type: 'json' };
import { NONSENSE } from '../nonsense.ts';
import { DECENT, requestTry } from '../request-try.ts';
import type { Table, Try } from '../table.ts';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> };
}
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Record<string, unknown>;
}

/** These restart the manager, perhaps at another address. */
const MOVES_THE_MANAGER = new Set(['saveSetupAssistantConfig', 'updateConfigurationFile']);
const schemas = document.components.schemas as Record<string, Schema>;
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path,
    operation,
  })),
);

/** Every field of the operation's body, each with every piece of nonsense in it. */
function fieldTries(method: string, path: string, operation: Operation): Try[] {
  const schema = operation.requestBody?.content['application/json']?.schema;
  if (!schema) return [];
  const named = schema.$ref ? schemas[schema.$ref.split('/').at(-1) ?? ''] : schema;
  const fields = Object.keys(named?.properties ?? {});
  return [...fields, '__proto__', 'constructor'].flatMap((field) =>
    NONSENSE.map(({ name, json }) =>
      requestTry(
        `${operation.operationId}, ${field}: ${name}`,
        {
          method,
          path: filled(path, 'a7b6d1c0-0000-4000-8000-000000000000'),
          headers: { 'content-type': 'application/json' },
          body: `{${JSON.stringify(field)}:${json}}`,
        },
        DECENT,
      ),
    ),
  );
}

/** The whole body as nonsense, and every parameter of the path. */
function wholeTries(method: string, path: string, operation: Operation): Try[] {
  const bodies = NONSENSE.map(({ name, json }) =>
    requestTry(
      `${operation.operationId}, body: ${name}`,
      {
        method,
        path: filled(path, 'a7b6d1c0-0000-4000-8000-000000000000'),
        headers: { 'content-type': 'application/json' },
        body: json,
      },
      DECENT,
    ),
  );
  const ids = NONSENSE.filter(({ json }) => json.startsWith('"') && json.length < 3000).map(({ name, json }) =>
    requestTry(
      `${operation.operationId}, path: ${name}`,
      { method, path: filled(path, encodeURIComponent(JSON.parse(json).toWellFormed())) },
      DECENT,
    ),
  );
  return [...(operation.requestBody ? bodies : []), ...(path.includes('{') ? ids : [])];
}

const filled = (path: string, value: string) => path.replaceAll(/\{[^}]+\}/g, value);

const aimed = operations.filter(({ operation }) => !MOVES_THE_MANAGER.has(operation.operationId));

export const TABLES: readonly Table[] = [
  {
    title: 'no field of an operation is too strange for an answer',
    tries: aimed.flatMap(({ method, path, operation }) => fieldTries(method, path, operation)),
    short: 60,
  },
  {
    title: 'no body and no path of an operation is too strange for an answer',
    tries: aimed.flatMap(({ method, path, operation }) => wholeTries(method, path, operation)),
    short: 40,
  },
];
