import type { ErrorBody } from '../contracts/error.ts';
import { CREDENTIALS_HEADER, type CredentialsNews } from '../contracts/worker.ts';
import type { FarmError } from '../domain/errors.ts';
import { farmErrorOf } from '../trpc/translate-error.ts';
import type { HttpAnswer } from './write-answer.ts';

const REVOKED: CredentialsNews = 'revoked';
/** Headers that go with a refusal. */
const HEADERS: Partial<Record<FarmError['code'], Readonly<Record<string, string>>>> = {
  'no-token': { 'WWW-Authenticate': 'Bearer' },
  'worker-revoked': { [CREDENTIALS_HEADER]: REVOKED },
  busy: { 'Retry-After': '1' },
  'too-large': { Connection: 'close' },
  'too-slow': { Connection: 'close' },
  'length-required': { Connection: 'close' },
};

/**
 * The answer to a failed request. An expected failure says what is wrong; anything else is a 500 that names the request
 * id and reveals nothing about the inside. For those, `expected` is false: log them.
 */
export function errorResponse(error: unknown, requestId: string): HttpAnswer & { readonly expected: boolean } {
  const known = farmErrorOf(error);
  if (!known) {
    const message = `the manager failed unexpectedly; look for request ${requestId} in its log`;
    return { status: 500, body: errorBody(500, message), expected: false };
  }
  const headers = { ...HEADERS[known.code], ...retryHeader(known), ...allowHeader(known) };
  return { status: known.status, body: errorBody(known.status, known.userMessage), headers, expected: true };
}

/** The body of every refusal; the add-on needs both fields. */
export function errorBody(code: number, message: string): ErrorBody {
  return { code, message };
}

/** For refusals that will not be over in the usual time. */
function retryHeader(error: FarmError): Record<string, string> {
  const seconds = error.details['retryAfterSeconds'];
  return typeof seconds === 'number' ? { 'Retry-After': String(seconds) } : {};
}

function allowHeader(error: FarmError): Record<string, string> {
  const allowed = error.details['allow'];
  return typeof allowed === 'string' ? { Allow: allowed } : {};
}
