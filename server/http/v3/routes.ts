import findMyWay from 'find-my-way';
import type { AnyProcedure, AnyTRPCRouter } from '@trpc/server';
import type { z } from 'zod';
import type { Action } from '../../access/policy.ts';
import { type BodyLimits, MOST_BODY } from '../../contracts/limits.ts';
import type { ResponseTable } from '../../trpc/init.ts';
import type { About } from '../../trpc/about.ts';
import { FORM } from '../../trpc/v3/v3-procedure.ts';
import { uploadLimits, type UploadLimits } from '../../trpc/v3/upload.ts';

/** An operation as the door needs it: what it takes, and what it may answer. */
export interface Route {
  /** The procedure's name, which is also the operationId. */
  readonly operation: string;
  /** The right that a caller needs. */
  readonly action: Action;
  /** Whose things it may change is asked later. */
  readonly isOwned: boolean;
  readonly needsWorker: boolean;
  /** Reading it does more than read. */
  readonly hasEffect: boolean;
  readonly body:
    | 'none'
    | { readonly json: BodyLimits; readonly mayBeForm: boolean }
    | { readonly contentTypes: readonly string[]; readonly limits: UploadLimits };
  /** The names of the parameters in the query. */
  readonly query: readonly string[];
  /** The names of the request headers that are part of the input. */
  readonly headers: readonly string[];
  readonly responses: ResponseTable;
}

/** What there is for a request. `allow`: the methods that its path has. */
export type Match =
  | { readonly kind: 'route'; readonly route: Route; readonly params: Readonly<Record<string, string | undefined>> }
  | { readonly kind: 'wrong-method'; readonly allow: readonly string[] }
  | { readonly kind: 'unknown' };

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;
/** Marks, in the tree, a method that a path does not have. */
const REFUSED = { refused: true };

/** Finds the operation for a request, in a radix tree that is built once from the procedures' declarations. */
export class Routes {
  readonly #tree = findMyWay({ ignoreTrailingSlash: false, maxParamLength: 1000 });

  constructor(router: AnyTRPCRouter) {
    const taken = new Map<string, Set<string>>();
    for (const [operation, procedure] of Object.entries(router._def.procedures as Record<string, AnyProcedure>)) {
      const { meta, inputs } = procedure._def as unknown as { meta: Meta; inputs: z.ZodObject[] };
      const { openapi } = meta;
      const path = openapi.path.replaceAll(/\{(\w+)\}/g, ':$1');
      const route: Route = {
        operation,
        action: meta.action,
        isOwned: (meta.about ?? 'everything') !== 'everything',
        needsWorker: openapi.protect === true,
        hasEffect: meta.hasEffect === true,
        body: bodyOf(inputs[0]?.shape['body'] as z.ZodType | undefined, meta),
        query: queryOf(openapi, inputs[0]?.shape ?? {}),
        headers: Object.keys(openapi.requestHeaders?.shape ?? {}),
        responses: meta.responses ?? {},
      };
      this.#tree.on(openapi.method as 'GET', path, noHandler, route);
      taken.set(path, (taken.get(path) ?? new Set()).add(openapi.method));
    }
    this.#refuseOtherMethods(taken);
  }

  /** Without these, `DELETE /jobs/types` would be read as deleting a job with the id "types". */
  #refuseOtherMethods(taken: ReadonlyMap<string, ReadonlySet<string>>): void {
    for (const [path, methods] of taken) {
      if (path.includes(':')) continue;
      for (const method of METHODS) if (!methods.has(method)) this.#tree.on(method, path, noHandler, REFUSED);
    }
  }

  /** `path` is without the query. HEAD is served by GET. */
  find(method: string, path: string): Match {
    const found = this.#find(method === 'HEAD' ? 'GET' : method, path);
    if (found && found.store !== REFUSED) return { kind: 'route', route: found.store as Route, params: found.params };
    const allow = METHODS.filter((other) => {
      const store: unknown = this.#find(other, path)?.store;
      return store !== undefined && store !== REFUSED;
    });
    if (allow.length === 0) return { kind: 'unknown' };
    return { kind: 'wrong-method', allow: allow[0] === 'GET' ? ['GET', 'HEAD', ...allow.slice(1)] : allow };
  }

  #find(method: string, path: string) {
    return this.#tree.find(method as 'GET', path);
  }
}

interface Meta {
  readonly action: Action;
  readonly about?: About;
  readonly openapi: {
    readonly method: string;
    readonly path: string;
    readonly protect?: boolean;
    readonly contentTypes?: readonly string[];
    readonly requestHeaders?: z.ZodObject;
  };
  readonly responses?: ResponseTable;
  readonly hasEffect?: true;
  readonly maxBody?: BodyLimits;
}

/** What is part of the input, but comes from nowhere else. */
function queryOf({ path, requestHeaders }: Meta['openapi'], input: object): string[] {
  return Object.keys(input).filter(
    (name) => name !== 'body' && !path.includes(`{${name}}`) && !(name in (requestHeaders?.shape ?? {})),
  );
}

function bodyOf(schema: z.ZodType | undefined, { openapi, maxBody = MOST_BODY.ordinary }: Meta): Route['body'] {
  if (schema === undefined) return 'none';
  const limits = uploadLimits(schema);
  const contentTypes = openapi.contentTypes ?? [];
  return limits ? { contentTypes, limits } : { json: maxBody, mayBeForm: contentTypes.includes(FORM) };
}

/** The tree is only used for lookups; `rest-door.ts` does the rest. */
function noHandler(): void {}
