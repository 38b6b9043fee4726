import { STATUS_CODES } from 'node:http';
import type { AnyProcedure, AnyTRPCRouter } from '@trpc/server';
import { type GenerateOpenApiDocumentOptions, generateOpenApiDocument, type OpenApiRouter } from 'trpc-to-openapi';
import { z } from 'zod';
import { errorSchema } from '../../contracts/error.ts';
import type { ProcedureMeta } from '../init.ts';
import { PRODUCT_VERSION } from '../product-version.ts';
import { tidyComponents } from './tidy-components.ts';
import { v3Router } from './v3-router.ts';

interface Schema {
  readonly type?: string;
  /** Present if nothing is sent. */
  readonly not?: object;
  readonly properties: Readonly<Record<string, Schema>>;
}
type Content = Record<string, { schema: Schema }>;

interface Operation {
  requestBody?: { readonly content: Content };
  security?: object[];
  responses: Record<string, { readonly description: string; readonly content?: Content }>;
}

/** What a document says about itself, apart from its operations. */
export type AboutDocument = Pick<GenerateOpenApiDocumentOptions, 'title' | 'description' | 'tags' | 'securitySchemes'>;

const MANAGER: AboutDocument = {
  title: 'Flamenco-NG manager',
  description:
    'The API for the Blender add-on, render workers and other programs. Compatible with Flamenco 3. Every refusal is an `Error` whose `code` repeats the status.',
  tags: ['meta', 'jobs', 'worker', 'worker-mgt'],
  securitySchemes: {
    worker_auth: {
      type: 'http',
      scheme: 'basic',
      description: "The worker's id, and the secret that it registered with.",
    },
  },
};

/** The OpenAPI document as it is committed and served. The same procedures always give the same text. */
export function documentText(document = openApiDocument()): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/**
 * The OpenAPI document of `/api/v3`, made from its procedures, or of another router with procedures made with
 * `v3Procedure`.
 */
export function openApiDocument(router: AnyTRPCRouter = v3Router, about = MANAGER): object {
  const document = generateOpenApiDocument(shown(router), {
    ...about,
    version: PRODUCT_VERSION,
    license: { name: 'GPL-3.0-or-later', url: 'https://www.gnu.org/licenses/gpl-3.0.html' },
    baseUrl: '/',
    openApiVersion: '3.0.3',
  });
  for (const path of Object.values(document.paths ?? {})) {
    if (path.patch) path.delete = path.patch;
    delete path.patch;
    for (const operation of Object.values(path as Record<string, Operation>)) takeApart(operation);
  }
  return tidyComponents(document);
}

/**
 * The router as the generator gets to see it. The generator does not support three things: several answers for one
 * operation, so it sees an object with a property for each; a body next to other input, so it sees a body with a
 * property `body`; and a DELETE with a body, so it sees a PATCH, which we never use. `takeApart` and `openApiDocument`
 * undo this.
 */
function shown(router: AnyTRPCRouter): OpenApiRouter {
  const procedures = Object.entries(router._def.procedures as Record<string, AnyProcedure>).map(([name, { _def }]) => {
    const { inputs, meta } = _def as unknown as { inputs: [z.ZodObject]; meta: Required<ProcedureMeta> };
    const { method, requestHeaders } = meta.openapi;
    const input = inputs[0].omit(mask(requestHeaders?.shape ?? {}));
    const answers = Object.entries(meta.responses).map(([code, schema]) => [code, schema ?? z.never()]);
    const openapi = { ...meta.openapi, method: method === 'DELETE' ? 'PATCH' : method, errorResponses: [] };
    return [
      name,
      {
        _def: {
          ..._def,
          inputs: [input],
          output: z.object({ ...Object.fromEntries(answers), default: errorSchema }),
          meta: { ...meta, openapi },
        },
      },
    ];
  });
  return { _def: { ...router._def, procedures: Object.fromEntries(procedures) } } as unknown as OpenApiRouter;
}

function takeApart(operation: Operation): void {
  operation.security ??= [];
  for (const media of Object.values(operation.requestBody?.content ?? {})) {
    const { body } = media.schema.properties;
    if (body) media.schema = body;
    else delete operation.requestBody;
  }
  const answers = operation.responses['200']?.content?.['application/json']?.schema.properties ?? {};
  operation.responses = Object.fromEntries(
    Object.entries(answers).map(([code, schema]) => {
      const description = STATUS_CODES[code] ?? 'Any other refusal.';
      if (schema.not) return [code, { description }];
      const contentType = schema.type === 'string' ? 'text/plain' : 'application/json';
      return [code, { description, content: { [contentType]: { schema } } }];
    }),
  );
}

function mask(shape: object): Record<string, true> {
  return Object.fromEntries(Object.keys(shape).map((name) => [name, true]));
}
