/**
 * Every expected failure of the manager has a code here, which decides the HTTP status and the tRPC code of the answer.
 * `trpc/translate-error.ts` recognises failures and makes tRPC errors of them; `http/error-response.ts` makes HTTP
 * answers.
 */
export const ERROR_CODES = {
  'bad-request': { status: 400, trpc: 'BAD_REQUEST' },
  'job-compile-failed': { status: 400, trpc: 'BAD_REQUEST' },
  'no-token': { status: 401, trpc: 'UNAUTHORIZED' },
  'not-signed-in': { status: 401, trpc: 'UNAUTHORIZED' },
  'bad-credentials': { status: 403, trpc: 'FORBIDDEN' },
  /** A worker whose credentials were taken from it. */
  'worker-revoked': { status: 403, trpc: 'FORBIDDEN' },
  'not-allowed': { status: 403, trpc: 'FORBIDDEN' },
  'not-found': { status: 404, trpc: 'NOT_FOUND' },
  'method-not-allowed': { status: 405, trpc: 'METHOD_NOT_SUPPORTED' },
  'unknown-tag': { status: 406, trpc: 'BAD_REQUEST' },
  conflict: { status: 409, trpc: 'CONFLICT' },
  'not-yours': { status: 409, trpc: 'CONFLICT' },
  /** What was asked for existed, and has been removed. */
  gone: { status: 410, trpc: 'NOT_FOUND' },
  'too-slow': { status: 408, trpc: 'TIMEOUT' },
  'length-required': { status: 411, trpc: 'BAD_REQUEST' },
  outdated: { status: 412, trpc: 'PRECONDITION_FAILED' },
  'too-large': { status: 413, trpc: 'PAYLOAD_TOO_LARGE' },
  'unsupported-media-type': { status: 415, trpc: 'UNSUPPORTED_MEDIA_TYPE' },
  'nothing-matches': { status: 416, trpc: 'BAD_REQUEST' },
  mismatch: { status: 417, trpc: 'BAD_REQUEST' },
  /** The request was for another host than this manager. */
  misdirected: { status: 421, trpc: 'BAD_REQUEST' },
  'impossible-change': { status: 422, trpc: 'UNPROCESSABLE_CONTENT' },
  'key-reused': { status: 422, trpc: 'UNPROCESSABLE_CONTENT' },
  'missing-files': { status: 424, trpc: 'PRECONDITION_FAILED' },
  'too-many': { status: 429, trpc: 'TOO_MANY_REQUESTS' },
  /** Whoever asked hung up. Nobody reads this, but the log says so. */
  'client-left': { status: 499, trpc: 'CLIENT_CLOSED_REQUEST' },
  /** A file or program on the manager's computer cannot be used; unlike with `internal`, the caller is told why. */
  unusable: { status: 500, trpc: 'INTERNAL_SERVER_ERROR' },
  internal: { status: 500, trpc: 'INTERNAL_SERVER_ERROR' },
  /** Somebody who vouches for people does not answer, or not as they should. */
  'provider-failed': { status: 502, trpc: 'BAD_GATEWAY' },
  'not-set-up': { status: 503, trpc: 'SERVICE_UNAVAILABLE' },
  'switched-off': { status: 503, trpc: 'SERVICE_UNAVAILABLE' },
  busy: { status: 503, trpc: 'SERVICE_UNAVAILABLE' },
} as const;
export type ErrorCode = keyof typeof ERROR_CODES;

export interface ErrorText {
  /** What went wrong, for the log. */
  message: string;
  /** What to tell the person or program that asked; `message` when absent. */
  userMessage?: string;
  /** Facts for the log; never secrets. */
  details?: Record<string, unknown>;
  cause?: unknown;
}

/** The one error class of the manager. */
export class FarmError extends Error {
  readonly code: ErrorCode;
  readonly userMessage: string;
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, text: ErrorText) {
    super(text.message, text.cause === undefined ? undefined : { cause: text.cause });
    this.name = 'FarmError';
    this.code = code;
    this.userMessage = text.userMessage ?? text.message;
    this.details = text.details ?? {};
  }

  /** The HTTP status that this error is answered with. */
  get status(): number {
    return ERROR_CODES[this.code].status;
  }
}

/** The error for something that was asked for by id and does not exist. */
export function notFound(thing: string, id: string): FarmError {
  return new FarmError('not-found', { message: `${thing} ${id} does not exist`, details: { thing, id } });
}
