import type { AnyProcedure, AnyTRPCRouter } from '@trpc/server';
import type { OpenApiRouter } from 'trpc-to-openapi';
import { z } from 'zod';
import type { ResponseTable } from '../init.ts';

interface Definition {
  readonly type: string;
  readonly meta: { readonly openapi: { readonly method: string }; readonly responses?: ResponseTable };
  readonly inputs: readonly z.ZodObject[];
}

/**
 * The router as the generator of OpenAPI documents is shown it. The generator knows one answer per operation, so the whole
 * response table is shown as that answer, a property per status; `document.ts` deals the properties out again. It knows no
 * body of a DELETE either and takes it for a query parameter, if it can be told that it is text.
 */
export function documentView(router: AnyTRPCRouter): OpenApiRouter {
  const procedures = Object.entries(router._def.procedures as Record<string, AnyProcedure>).map(([name, procedure]) => {
    const definition = procedure._def as unknown as Definition;
    const [input] = definition.inputs;
    const { method } = definition.meta.openapi;
    const inputs = input && method === 'DELETE' ? [bodyAsText(input)] : definition.inputs;
    return [name, { _def: { ...definition, inputs, output: tableAsObject(definition.meta.responses ?? {}) } }];
  });
  return { _def: { ...router._def, procedures: Object.fromEntries(procedures) } } as unknown as OpenApiRouter;
}

function tableAsObject(responses: ResponseTable): z.ZodObject {
  const bodies = Object.entries(responses).filter((row): row is [string, z.ZodType] => row[1] !== null);
  return z.object(Object.fromEntries(bodies));
}

/** A piped schema counts as text with the generator and is documented as what goes in. */
function bodyAsText(input: z.ZodObject): z.ZodObject {
  const body = input.shape['body'] as z.ZodType | undefined;
  return body === undefined ? input : z.object({ ...input.shape, body: body.pipe(z.unknown()) });
}
