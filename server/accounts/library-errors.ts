import { isAPIError } from 'better-auth/api';
import { FarmError } from '../domain/errors.ts';

/** What the library's refusals mean, by its codes, in words of ours. */
const REFUSALS: Readonly<Record<string, () => FarmError>> = {
  INVALID_USERNAME_OR_PASSWORD: () => wrongPassword(),
  INVALID_PASSWORD: () => new FarmError('bad-credentials', { message: 'password: this is not the current one' }),
  PASSWORD_TOO_LONG: () => wrongPassword(),
  CREDENTIAL_ACCOUNT_NOT_FOUND: () => noPassword(),
  INVALID_CODE: () => wrongCode(),
  INVALID_BACKUP_CODE: () => wrongCode(),
  INVALID_TWO_FACTOR_COOKIE: () => beginAgain(),
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: () => beginAgain(),
  ACCOUNT_TEMPORARILY_LOCKED: () =>
    new FarmError('too-many', { message: 'too many wrong codes were sent for this account; try again in 15 minutes' }),
  TOTP_ALREADY_ENABLED: () =>
    new FarmError('impossible-change', { message: 'codes are asked for already; switch that off first' }),
  TOTP_NOT_ENABLED: () => notSetUp(),
  TWO_FACTOR_NOT_ENABLED: () => notSetUp(),
  BACKUP_CODES_NOT_ENABLED: () => notSetUp(),
  UNAUTHORIZED: () => new FarmError('no-token', { message: 'sign in first' }),
};

/** Runs a call of the library. @throws FarmError in the place of the library's own errors that are expected */
export async function translated<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const code = isAPIError(error) ? String((error as { body?: { code?: unknown } }).body?.code) : '';
    throw REFUSALS[code]?.() ?? error;
  }
}

/** The answer to a wrong name, a wrong password, and an account that has none: nobody learns which accounts exist. */
export function wrongPassword(): FarmError {
  return new FarmError('bad-credentials', { message: 'the name or the password is wrong' });
}

/** The answer to a code that is wrong, too old, or was used before. */
export function wrongCode(): FarmError {
  return new FarmError('bad-credentials', { message: 'this code is wrong or has expired' });
}

function noPassword(): FarmError {
  return new FarmError('impossible-change', {
    message: 'this account has no password; ask an admin for a link to choose one',
  });
}

function beginAgain(): FarmError {
  return new FarmError('gone', { message: 'this took too long or too many tries; sign in with the password again' });
}

function notSetUp(): FarmError {
  return new FarmError('impossible-change', { message: 'this account has no second factor' });
}
