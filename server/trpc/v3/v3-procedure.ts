import { z } from 'zod';
import { errorSchema } from '../../contracts/error.ts';
import { type BodyLimits, MOST_BODY } from '../../contracts/limits.ts';
import { type Action, isOwned } from '../../access/policy.ts';
import { type About, aboutOf } from '../about.ts';
import { type DoorMeta, procedureFor, type ResponseTable, workerProcedure } from '../init.ts';

/** One operation of `/api/v3`, declared once: what is checked, called and documented all comes from here. */
export interface Operation<
  Params extends z.ZodRawShape,
  Headers extends z.ZodRawShape,
  Body extends z.ZodType,
  Responses extends ResponseTable,
> {
  readonly operationId: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `{name}` marks a path parameter. */
  readonly path: `/api/v3/${string}`;
  readonly tag: 'meta' | 'log-in' | 'worker' | 'worker-mgt' | 'jobs' | 'shaman';
  readonly summary: string;
  readonly description?: string;
  /** A GET that does more than read: no web page but our own may make a browser send it. */
  readonly hasEffect?: true;
  /** What it changes, where the parameters in its path do not say so. */
  readonly about?: About;
  /** Parameters, as strings: those of the path, and others, which come from the query and must be optional. */
  readonly params?: Params;
  /** Request headers, with their names in lower case. */
  readonly headers?: Headers;
  readonly body?: Body;
  /** How large a JSON body may be; `MOST_BODY.ordinary` unless given. */
  readonly maxBody?: BodyLimits;
  /** The accepted media types of a body that is not, or not only, JSON. A file comes as an `Upload`. */
  readonly contentTypes?: readonly string[];
  /** From status to what is sent with it; null = no body, a plain string schema = text/plain. */
  readonly responses: Responses;
  /** The statuses of expected refusals, each answered with an `Error`. */
  readonly errors?: readonly number[];
}

/** What standards want a body to be, beside JSON, which all others take. */
export const FORM = 'application/x-www-form-urlencoded';
export const FORM_OR_JSON = [FORM, 'application/json'] as const;

/** What a procedure answers: one row of its response table. */
export type Answer<Responses extends ResponseTable> = {
  [Code in keyof Responses & number]: Responses[Code] extends z.ZodType
    ? { readonly code: Code; readonly body: z.input<Responses[Code]> }
    : { readonly code: Code; readonly body?: undefined };
}[keyof Responses & number];

type Input<Params extends z.ZodRawShape, Headers extends z.ZodRawShape, Body extends z.ZodType> = z.ZodObject<
  Params & Headers & { body: Body }
>;

/**
 * Starts a procedure of `/api/v3` that needs the right `action`. Its input is one object with the parameters, the
 * headers and `body`.
 */
export function v3Procedure<
  const Responses extends ResponseTable,
  Params extends z.ZodRawShape = Record<never, never>,
  Headers extends z.ZodRawShape = Record<never, never>,
  Body extends z.ZodType = z.ZodUndefined,
>(action: Action, operation: Operation<Params, Headers, Body, Responses>) {
  const about = operation.about ?? aboutOf(operation.params ?? {});
  if (isOwned(action) && about === undefined)
    throw new Error(`operation ${operation.operationId} does not say what it changes`);
  const door = { ...doorMeta(operation, false), about: about ?? 'everything' };
  return procedureFor<Action>(action, door).input(inputOf(operation)).output(answerOf<Responses>());
}

/** The same for operations that only a worker with valid credentials may call; the context has `worker`. */
export function v3WorkerProcedure<
  const Responses extends ResponseTable,
  Params extends z.ZodRawShape = Record<never, never>,
  Headers extends z.ZodRawShape = Record<never, never>,
  Body extends z.ZodType = z.ZodUndefined,
>(operation: Operation<Params, Headers, Body, Responses>) {
  return workerProcedure('work.do', doorMeta(operation, true)).input(inputOf(operation)).output(answerOf<Responses>());
}

function doorMeta(
  operation: Operation<z.ZodRawShape, z.ZodRawShape, z.ZodType, ResponseTable>,
  protect: boolean,
): DoorMeta {
  const refusals = [...(operation.errors ?? []), ...(protect ? [403] : [])];
  return {
    openapi: {
      method: operation.method,
      path: operation.path,
      operationId: operation.operationId,
      tags: [operation.tag],
      summary: operation.summary,
      ...(operation.description === undefined ? {} : { description: operation.description }),
      ...(operation.headers === undefined ? {} : { requestHeaders: z.object(operation.headers) }),
      contentTypes: [...(operation.contentTypes ?? ['application/json'])],
      protect,
    },
    ...(operation.hasEffect ? { hasEffect: true } : {}),
    maxBody: operation.maxBody ?? MOST_BODY.ordinary,
    responses: { ...Object.fromEntries(refusals.map((code) => [code, errorSchema])), ...operation.responses },
  };
}

function inputOf<Params extends z.ZodRawShape, Headers extends z.ZodRawShape, Body extends z.ZodType>(
  operation: Operation<Params, Headers, Body, ResponseTable>,
): Input<Params, Headers, Body> {
  const body = operation.body === undefined ? {} : { body: operation.body };
  return z.object({ ...operation.params, ...operation.headers, ...body }) as unknown as Input<Params, Headers, Body>;
}

/** Types the handler's answer without parsing it: the door checks answers in specs, not on the hot path. */
function answerOf<Responses extends ResponseTable>(): z.ZodType<Answer<Responses>, Answer<Responses>> {
  return z.unknown() as unknown as z.ZodType<Answer<Responses>, Answer<Responses>>;
}
