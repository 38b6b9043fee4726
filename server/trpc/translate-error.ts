import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { describeIssues, fieldName } from '#shared/describe-issue.ts';
import { ERROR_CODES, FarmError } from '../domain/errors.ts';
import { storageError } from '../persistence/storage-error.ts';

/**
 * The expected failure behind an error, or undefined if the error is a bug. A storage that fails temporarily is
 * expected, and refused input counts as 'bad-request'; an answer that does not fit its own schema is a bug.
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

/** The tRPC error with the right code. Its `cause` is the FarmError if the failure was expected. */
export function trpcErrorOf(error: unknown): TRPCError {
  const farmError = farmErrorOf(error);
  if (farmError) {
    return new TRPCError({ code: ERROR_CODES[farmError.code].trpc, message: farmError.userMessage, cause: farmError });
  }
  if (error instanceof TRPCError) return error;
  return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'unexpected failure', cause: error });
}

/**
 * The failure for a refused input: names each bad field, as it is called in the body or among the parameters, and says
 * what it must be.
 */
function badRequest(error: z.ZodError): FarmError {
  const isBody = error.issues[0]?.path[0] === 'body';
  const inBody = (path: readonly PropertyKey[]) => fieldName(path[0] === 'body' ? path.slice(1) : path);
  const message = describeIssues(error, { whole: isBody ? 'the request body' : 'the request', name: inBody });
  return new FarmError('bad-request', { message, cause: error });
}
