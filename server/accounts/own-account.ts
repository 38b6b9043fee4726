import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { callOf, calling } from './calling.ts';
import { cookiesFrom, libraryHeaders, type Visit } from './cookies.ts';
import { type Library, libraryOf } from './library.ts';
import { translated } from './library-errors.ts';
import { requireGoodPassword } from './passwords.ts';

/** What a browser gets after a change for which it gets a new session. */
export interface Changed {
  /** To be sent as `Set-Cookie` headers. */
  readonly setCookie: readonly string[];
}

/** What a person needs to set up a device that makes codes. Shown once. */
export interface DeviceSetUp extends Changed {
  /** `otpauth://…`, for a picture that the device reads; it contains the secret. */
  readonly uri: string;
  /** Each can be used once in the place of a code. */
  readonly recoveryCodes: readonly string[];
}

/**
 * Changes the password of whoever is signed in. All their sessions end; this browser gets a new one.
 * @throws FarmError no-token, bad-credentials (the current password is wrong), bad-request, too-many, busy
 */
export async function changePassword(
  farm: Farm,
  { current, next }: { readonly current: string; readonly next: string },
  visit: Visit,
): Promise<Changed> {
  requireGoodPassword(farm, next);
  const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
  const { setCookie } = await asked(farm, visit, ({ api }, headers) =>
    api.changePassword({ body, headers, returnHeaders: true }),
  );
  return { setCookie };
}

/**
 * Makes a secret for a device that makes codes. They are asked for from when the first was sent (`confirmDevice`).
 * @throws FarmError no-token, bad-credentials, impossible-change (codes are asked for already), too-many, busy
 */
export async function setUpDevice(farm: Farm, password: string, visit: Visit): Promise<DeviceSetUp> {
  const { setCookie, response } = await asked(farm, visit, ({ api }, headers) =>
    api.enableTwoFactor({ body: { password, method: 'totp' }, headers, returnHeaders: true }),
  );
  if (response.method !== 'totp') throw new FarmError('internal', { message: 'no secret for codes was made' });
  return { setCookie, uri: response.totpURI, recoveryCodes: response.backupCodes };
}

/**
 * Signing in takes a code of the device from now on. This browser gets a new session.
 * @throws FarmError no-token, bad-credentials (the code is wrong), impossible-change (no device was set up), too-many
 */
export async function confirmDevice(farm: Farm, code: string, visit: Visit): Promise<Changed> {
  const typed = code.replaceAll(/\s/g, '');
  const { setCookie } = await asked(farm, visit, ({ api }, headers) =>
    api.verifyTOTP({ body: { code: typed }, headers, returnHeaders: true }),
  );
  return { setCookie };
}

/** The password is enough from now on. This browser gets a new session. @throws as `setUpDevice` */
export async function removeDevice(farm: Farm, password: string, visit: Visit): Promise<Changed> {
  const { setCookie } = await asked(farm, visit, ({ api }, headers) =>
    api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }),
  );
  return { setCookie };
}

/** Makes new recovery codes; the old ones are of no use any more. @throws as `setUpDevice` */
export async function newRecoveryCodes(farm: Farm, password: string, visit: Visit): Promise<readonly string[]> {
  const { response } = await asked(farm, visit, ({ api }, headers) =>
    api.generateBackupCodes({ body: { password }, headers, returnHeaders: true }),
  );
  return response.backupCodes;
}

/** Asks the library on behalf of whoever is signed in, as often as passwords may be tried. */
async function asked<T>(
  farm: Farm,
  visit: Visit,
  ask: (library: Library, headers: Headers) => Promise<{ headers: Headers; response: T }>,
): Promise<{ setCookie: readonly string[]; response: T }> {
  const known = await farm.accounts.sessionOf(visit.cookie);
  if (!known) throw new FarmError('no-token', { message: 'sign in first' });
  const library = await libraryOf(farm);
  const succeeded = farm.accounts.attempts.count(known.person.id, visit.address);
  const by = { kind: 'person', id: known.person.id, name: known.person.name } as const;
  const { headers, response } = await calling(callOf(visit, { by, renews: true }), () =>
    translated(() => ask(library, libraryHeaders(visit))),
  );
  succeeded();
  return { setCookie: cookiesFrom(headers, visit), response };
}

/**
 * Makes sure that it is the person who sits at the browser.
 * @throws FarmError no-token, bad-credentials, too-many, busy
 */
export async function confirmPassword(farm: Farm, password: string, visit: Visit): Promise<void> {
  await asked(farm, visit, async ({ api }, headers) => ({
    headers: new Headers(),
    response: await api.verifyPassword({ body: { password }, headers }),
  }));
}
