import { STATUS_CODES } from 'node:http';
import type { AnyTRPCRouter } from '@trpc/server';
import { type GenerateOpenApiDocumentOptions, generateOpenApiDocument } from 'trpc-to-openapi';
import { PRODUCT_VERSION } from '../product-version.ts';
import { documentView } from './document-view.ts';
import { tidyComponents } from './tidy-components.ts';
import { v3Router } from './v3-router.ts';

type Json = Record<string, unknown>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: Json;
}

interface OperationObject {
  operationId: string;
  security?: Json[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Json }> } | undefined;
  responses: Record<string, Json>;
}

const JSON_TYPE = 'application/json';
const ERROR_REF = { $ref: '#/components/schemas/Error' };

/** What a document says of itself, beside its operations. */
export type AboutDocument = Pick<GenerateOpenApiDocumentOptions, 'title' | 'description' | 'tags' | 'securitySchemes'>;

const MANAGER: AboutDocument = {
  title: 'Flamenco-NG manager',
  description:
    'What the Blender add-on, render workers and other programs talk to. Compatible with Flamenco 3. Every refusal is an `Error` whose `code` repeats the status.',
  tags: ['meta', 'jobs', 'worker', 'worker-mgt'],
  securitySchemes: {
    worker_auth: {
      type: 'http',
      scheme: 'basic',
      description: 'Id of the worker, and the secret it registered with.',
    },
  },
};

/** The OpenAPI document as it is committed and served. The same procedures always give the same text. */
export function documentText(document = openApiDocument()): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The OpenAPI document of `/api/v3`, made from the procedures; or of another router whose procedures `v3Procedure` made. */
export function openApiDocument(router: AnyTRPCRouter = v3Router, about = MANAGER): Json {
  const generated = generateOpenApiDocument(documentView(router), {
    ...about,
    version: PRODUCT_VERSION,
    license: { name: 'GPL-3.0-or-later', url: 'https://www.gnu.org/licenses/gpl-3.0.html' },
    baseUrl: '/',
    openApiVersion: '3.0.3',
  }) as unknown as Json & { paths: Record<string, Record<string, OperationObject>> };
  for (const operations of Object.values(generated.paths)) {
    for (const operation of Object.values(operations)) completeOperation(operation, router);
  }
  return tidyComponents(generated);
}

function completeOperation(operation: OperationObject, router: AnyTRPCRouter): void {
  const { meta } = router._def.procedures[operation.operationId]._def as {
    meta: { openapi: { protect?: boolean } };
  };
  operation.security = meta.openapi.protect === true ? [{ worker_auth: [] }] : [];
  completeBody(operation);
  completeResponses(operation, tableOf(operation.operationId, router));
}

/** The input as a whole was taken for the body; the body is only one property of it. */
function completeBody(operation: OperationObject): void {
  const ofDelete = operation.parameters?.find((parameter) => parameter.in === 'query' && parameter.name === 'body');
  operation.parameters = (operation.parameters ?? []).filter((parameter) => parameter.in !== 'query');
  if (ofDelete?.schema) {
    operation.requestBody = { required: true, content: { [JSON_TYPE]: { schema: ofDelete.schema } } };
    return;
  }
  for (const [contentType, media] of Object.entries(operation.requestBody?.content ?? {})) {
    const body = (media.schema['properties'] as Record<string, Json> | undefined)?.['body'];
    if (body && operation.requestBody) operation.requestBody.content[contentType] = { schema: body };
    else delete operation.requestBody;
  }
}

/** The generator answered with an object that has a property per status; each becomes an answer of its own. */
function completeResponses(operation: OperationObject, table: Record<string, unknown>): void {
  const shown = operation.responses['200'] as {
    content: Record<string, { schema: { properties?: Record<string, Json> } }>;
  };
  const schemas = shown.content[JSON_TYPE]?.schema.properties ?? {};
  operation.responses = {};
  for (const code of Object.keys(table)) {
    const schema = schemas[code];
    const description = STATUS_CODES[code] ?? code;
    if (!schema) operation.responses[code] = { description };
    else {
      const contentType = schema['type'] === 'string' ? 'text/plain' : JSON_TYPE;
      operation.responses[code] = { description, content: { [contentType]: { schema } } };
    }
  }
  operation.responses['default'] = {
    description: 'Any other refusal.',
    content: { [JSON_TYPE]: { schema: ERROR_REF } },
  };
}

function tableOf(operationId: string, router: AnyTRPCRouter): Record<string, unknown> {
  const definition = router._def.procedures[operationId]._def as {
    meta: { responses?: Record<string, unknown> };
  };
  return definition.meta.responses ?? {};
}
