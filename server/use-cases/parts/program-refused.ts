import type { ProgramRefusal } from '../../contracts/program-login.ts';
import { FarmError } from '../../domain/errors.ts';

/** A program gets no token, or not yet: with the word that the standard has for it, and a sentence for people. */
export function programRefused(refusal: ProgramRefusal, message: string): FarmError {
  return new FarmError('bad-request', { message, details: { refusal } });
}

/** The word of the standard, if that is why it failed. */
export function refusalOf(error: unknown): ProgramRefusal | undefined {
  return error instanceof FarmError ? (error.details['refusal'] as ProgramRefusal | undefined) : undefined;
}
