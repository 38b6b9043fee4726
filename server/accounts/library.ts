import { betterAuth } from 'better-auth/minimal';
import { twoFactor, username } from 'better-auth/plugins';
import type { Farm } from '../farm/farm.ts';
import { cookiePrefix, sessionCookie } from './cookies.ts';
import { hashOf } from './hashes.ts';
import { libraryAdapter } from './library-adapter.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { sessionLifetime } from './session-times.ts';
import { vouchedPlugin } from './vouched-plugin.ts';

/** A name that nobody can have. Signing in with it takes as long as with a wrong password. */
export const NO_NAME = '~';
/** Where the library believes to be. Nothing reaches it by HTTP, and it makes no links. */
const NOWHERE = 'http://localhost';

/**
 * The library for accounts, on our tables and in our words. None of its HTTP routes are open: our procedures call it,
 * so that each has an action of the policy.
 */
function createLibrary(farm: Farm, secret: string) {
  return betterAuth({
    appName: farm.config.settings.manager_name,
    baseURL: NOWHERE,
    secret,
    telemetry: { enabled: false },
    logger: { log: (level, message) => farm.logger[level === 'error' ? 'warn' : 'debug']({ message }, 'accounts') },
    database: libraryAdapter(farm),
    user: {
      modelName: 'people',
      fields: {
        name: 'display_name',
        emailVerified: 'email_verified',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    session: {
      modelName: 'sessions',
      fields: {
        userId: 'person_id',
        token: 'token_hash',
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'last_used_at',
        ipAddress: 'address',
        userAgent: 'user_agent',
      },
      expiresIn: Math.round(sessionLifetime(farm) / 1000),
      // Its own clockwork would write on every read; `session-of.ts` does what is needed.
      disableSessionRefresh: true,
    },
    account: {
      modelName: 'credentials',
      fields: {
        userId: 'person_id',
        providerId: 'provider',
        accountId: 'subject',
        password: 'password_hash',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'one_time_values',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
      storeIdentifier: 'hashed',
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      // The setting is asked by whoever calls the library, since it may change while the manager runs.
      minPasswordLength: 1,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    // Our own limits know whom to count (`attempts.ts`).
    rateLimit: { enabled: false },
    advanced: {
      database: { generateId: () => farm.newId() },
      ipAddress: { disableIpTracking: true },
      // `Secure` is added for those who come by HTTPS (`cookies.ts`): others could not sign in with it.
      useSecureCookies: false,
      cookiePrefix: cookiePrefix(secret),
      cookies: { session_token: { name: sessionCookie(secret) } },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    plugins: [
      vouchedPlugin(),
      username({
        minUsernameLength: 1,
        maxUsernameLength: 200,
        usernameValidator: () => true,
        displayUsername: false,
        schema: { user: { fields: { username: 'name' } } },
      }),
      twoFactor({
        issuer: farm.config.settings.manager_name,
        backupCodeOptions: { storeBackupCodes: RECOVERY_CODES },
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor' } },
          twoFactor: {
            modelName: 'two_factors',
            fields: {
              userId: 'person_id',
              backupCodes: 'recovery_codes',
              failedVerificationCount: 'failures',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
    ],
  });
}
export type Library = ReturnType<typeof createLibrary>;

const HASHED = /^[0-9a-f]{64}$/;
/** Recovery codes are stored as hashes; the library gets the hash of what somebody typed, and compares the two. */
const RECOVERY_CODES = {
  encrypt: (codes: string) =>
    Promise.resolve(
      JSON.stringify((JSON.parse(codes) as string[]).map((code) => (HASHED.test(code) ? code : hashOf(code)))),
    ),
  decrypt: (stored: string) => Promise.resolve(stored),
};

const libraries = new WeakMap<Farm, Promise<Library>>();

/** The library of this farm; it is made when it is first needed. */
export async function libraryOf(farm: Farm): Promise<Library> {
  const known = libraries.get(farm);
  if (known) return known;
  const made = farm.accounts.secret().then((secret) => createLibrary(farm, secret));
  libraries.set(farm, made);
  made.catch(() => libraries.delete(farm));
  return made;
}
