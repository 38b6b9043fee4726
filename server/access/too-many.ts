import { FarmError } from '../domain/errors.ts';

/**
 * The refusal of somebody who does something too often.
 * @param what the first half of the sentence, such as "too many wrong secrets came from this address"
 * @param seconds when it may be tried again
 */
export function tooMany(what: string, seconds: number): FarmError {
  const message = `${what}; try again in ${seconds} s`;
  return new FarmError('too-many', { message, details: { retryAfterSeconds: seconds } });
}
