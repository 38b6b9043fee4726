import { validateHeaderName } from 'node:http';
import { z } from 'zod';
import { personRoleSchema } from '../contracts/person.ts';
import { group, setting } from './declaration/setting.ts';

/** Longer ones do not fit beside the people that the provider vouches for. */
const LONGEST_ISSUER = 100;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const NO_ORIGIN = 'is not an address like https://farm.studio, without a path';
/** Printable characters without quotes and backslashes. */
const SCOPES = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;
const ROLE_LIST = personRoleSchema.options.join(', ');
/** These say other things, or say who the client is. */
const OTHER_HEADERS = /^(?:authorization|cookie|host|origin|referer|user-agent|forwarded|x-real-ip|.*-fetch-.*)$/;

/** Where people reach the pages: scheme, host and port; or empty. */
const publicUrlKind = z.string().refine((text) => text === '' || originOf(text) !== undefined, NO_ORIGIN);

const issuerKind = z
  .string()
  .max(LONGEST_ISSUER, `must have at most ${LONGEST_ISSUER} characters`)
  .refine(
    (text) => text === '' || isIssuer(text),
    'is not the address of an OpenID provider, which begins with https:// (http:// only on this machine)',
  );

const headerKind = z
  .string()
  .refine((name) => name === '' || isHeaderName(name), 'is not the name of a header of its own, such as Remote-User');

/** A role for whoever is new; admins have to be made by somebody, or named by a claim. */
const newcomerKind = z.enum(['none', 'wrangler', 'artist', 'viewer'], {
  error: 'must be wrangler, artist, viewer, or none',
});

/** The keys about how people prove who they are, other than by a password. */
export const signInSettings = {
  public_url: setting(publicUrlKind, {
    default: '',
    description:
      'Where people reach the pages, such as `https://farm.studio`: scheme, name and port, without a path. An OpenID provider sends people back there; it is never taken from a request.',
    ours: true,
  }),
  password_login: setting(z.boolean(), {
    default: true,
    description:
      'Whether people may sign in with a password. With `false`, only admins may, so that somebody gets in when the OpenID provider is down; it needs `oidc` or `proxy_login`.',
    ours: true,
  }),
  oidc: group(
    {
      description:
        'Signing in with an account of an OpenID Connect provider, such as Keycloak, Authentik or Entra ID. Only used with `access: accounts`. [Accounts](accounts.md) says how to set it up.',
      ours: true,
    },
    {
      issuer: setting(issuerKind, {
        default: '',
        description:
          'The address of the provider, exactly as it calls itself: what comes before `/.well-known/openid-configuration`. Empty means that nobody signs in like this. Needs `public_url` and `oidc.client_id`.',
        example: `access: accounts
public_url: https://farm.studio
oidc:
  issuer: https://login.studio/realms/studio
  client_id: flamenco
  label: Studio login
  roles_claim: groups
  roles: { farm-admins: admin, artists: artist }`,
      }),
      client_id: setting(z.string(), { default: '', description: 'The name that the provider knows this farm by.' }),
      client_secret: setting(z.string(), {
        default: '',
        description:
          'The secret that the provider gave for that name; empty if it gave none. Better in a file: `FLAMENCO_OIDC_CLIENT_SECRET_FILE` in the environment of the manager names it.',
        secret: true,
      }),
      scopes: setting(z.string().regex(SCOPES, 'is not a list of scopes with spaces between them'), {
        default: 'openid profile email',
        description: 'What the provider is asked for, with spaces between. `openid` is always among it.',
      }),
      label: setting(z.string().max(60, 'must have at most 60 characters'), {
        default: 'OpenID',
        description: 'What the pages call the provider: “Sign in with …”.',
      }),
      name_claim: setting(z.string().min(1, 'must name a claim'), {
        default: 'preferred_username',
        description:
          'The claim with the name that a new person gets. What it has before an `@` counts; without such a claim, that part of the e-mail address.',
      }),
      roles_claim: setting(z.string(), {
        default: '',
        description:
          'The claim that says what somebody may do, such as `groups` or `realm_access.roles`: a text, or a list of texts. It decides at each sign-in. Empty means that roles are given on the people page.',
      }),
      roles: setting(z.record(z.string(), z.enum(personRoleSchema.options, { error: `must be one of ${ROLE_LIST}` })), {
        default: {},
        description:
          'Which value of that claim makes what of somebody. Of several values, the one that may do most counts.',
        example: 'oidc:\n  roles: { farm-admins: admin, artists: artist }',
      }),
      default_role: setting(newcomerKind, {
        default: 'none',
        description: 'The role of people for whom the claim says nothing; `none` means that they are not admitted.',
      }),
      link_by: setting(z.enum(['none', 'email'], { error: 'must be none or email' }), {
        default: 'none',
        description:
          'How somebody who has an account here already is recognised when they come from the provider for the first time. `email`: by an e-mail address that the provider has verified; only for a provider whose people cannot choose the address. `none`: not at all; they sign in here and link the two on the page of their account.',
      }),
    },
  ),
  proxy_login: group(
    {
      description:
        'Signing in at a reverse proxy, which says in a header who somebody is. Only proxies of `trusted_proxies` are believed. Only used with `access: accounts`. [Accounts](accounts.md) says what the proxy has to do.',
      ours: true,
    },
    {
      header: setting(headerKind, {
        default: '',
        description:
          'The header with the name of the person, such as `Remote-User`; empty means that no proxy signs people in. Whatever else sends this header is not believed, and it is removed from the request.',
      }),
      default_role: setting(newcomerKind, {
        default: 'none',
        description:
          'The role of people who have no account here yet, and get one when they come for the first time; `none` means that only people with an account are admitted.',
      }),
    },
  ),
};

/** The normal form of an address without a path; undefined if it is not one. */
export function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin, href } = new URL(text);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && href === `${origin}/` ? origin : undefined;
}

/** Whether an address is one of this machine, where nobody listens in between. */
export function isOnThisMachine(address: URL): boolean {
  return LOOPBACK.has(address.hostname);
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const address = new URL(text);
  const isSafe = address.protocol === 'https:' || (address.protocol === 'http:' && isOnThisMachine(address));
  return isSafe && address.username === '' && address.password === '' && address.search === '' && address.hash === '';
}

function isHeaderName(name: string): boolean {
  try {
    validateHeaderName(name);
  } catch {
    return false;
  }
  const lower = name.toLowerCase();
  return !OTHER_HEADERS.test(lower) && !/^(?:x-forwarded-|content-|sec-|proxy-|accept|if-|transfer-)/.test(lower);
}
