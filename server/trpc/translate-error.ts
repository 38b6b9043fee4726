import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { ERROR_CODES, FarmError } from '../domain/errors.ts';
import { storageError } from '../persistence/storage-error.ts';

const MAX_ISSUES = 5;

/**
 * The expected failure behind an error, or undefined when it is a bug. A storage that fails for now is expected; a
 * refused input counts as 'bad-request'; an answer that does not fit its own schema is a bug.
 */
export function farmErrorOf(error: unknown): FarmError | undefined {
  if (error instanceof FarmError) return error.code === 'internal' ? undefined : error;
  const told = storageError(error instanceof TRPCError ? error.cause : error);
  if (told instanceof FarmError) return farmErrorOf(told);
  if (!(error instanceof TRPCError)) return undefined;
  if (error.code === 'INTERNAL_SERVER_ERROR') return undefined;
  if (error.cause instanceof z.ZodError) return badRequest(error.cause);
  const found = Object.entries(ERROR_CODES).find(([, entry]) => entry.trpc === error.code);
  const code = (found?.[0] ?? 'bad-request') as keyof typeof ERROR_CODES;
  return new FarmError(code, { message: error.message, cause: error });
}

/** The tRPC error with the right code. Its `cause` is the FarmError when the failure was expected. */
export function trpcErrorOf(error: unknown): TRPCError {
  const farmError = farmErrorOf(error);
  if (farmError) {
    return new TRPCError({ code: ERROR_CODES[farmError.code].trpc, message: farmError.userMessage, cause: farmError });
  }
  if (error instanceof TRPCError) return error;
  return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'unexpected failure', cause: error });
}

/** A refused input; the message names each field and what is wrong with it. */
export function badRequest(error: z.ZodError): FarmError {
  const texts = error.issues.slice(0, MAX_ISSUES).map(issueText);
  const rest = error.issues.length - texts.length;
  if (rest > 0) texts.push(`and ${rest} more`);
  return new FarmError('bad-request', { message: texts.join('; '), cause: error });
}

function issueText(issue: z.core.$ZodIssue): string {
  const message = issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
  return issue.path.length === 0 ? `the request: ${message}` : `${fieldName(issue.path)}: ${message}`;
}

/** `['ids', 3, 'name']` as `ids[3].name`. */
function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part, n) => (typeof part === 'number' ? `[${part}]` : `${n > 0 ? '.' : ''}${String(part)}`))
    .join('');
}
