import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  clockTolerance,
  Configuration,
  discovery,
  None,
} from 'openid-client';
import { isOnThisMachine, originOf } from '../../config/sign-in-settings.ts';
import { FarmError } from '../../domain/errors.ts';
import type { Farm } from '../../farm/farm.ts';
import { translatedOfProvider } from './provider-errors.ts';

/** The page of ours to which the provider sends people back. */
export const RETURN_PAGE = '/app/signing-in';
/** Clocks may differ by this much. */
const CLOCK_TOLERANCE_S = 60;
const TIMEOUT_S = 10;
/** Providers change their keys and addresses now and then. */
const KNOWN_FOR_MS = 3_600_000;

/** The OpenID provider of a farm, found and checked. */
export interface Provider {
  readonly issuer: string;
  /** What the pages call it. */
  readonly label: string;
  /** For the library. */
  readonly client: Configuration;
  /** The address of our page that people are sent back to. */
  readonly returnTo: string;
}

interface Known {
  readonly key: string;
  readonly until: number;
  readonly client: Promise<Configuration>;
}

const known = new WeakMap<Farm, Known>();

/** Whether people may sign in with a provider here. */
export function hasProvider({ config: { settings } }: Farm): boolean {
  return settings.access === 'accounts' && settings.oidc.issuer !== '';
}

/**
 * The provider. What it says about itself is asked for when it is first needed, and again every hour.
 * @throws FarmError not-found (there is none), provider-failed
 */
export async function providerOf(farm: Farm): Promise<Provider> {
  const { oidc, public_url } = farm.config.settings;
  const origin = originOf(public_url);
  if (!hasProvider(farm) || origin === undefined) {
    throw new FarmError('not-found', { message: 'this farm has no OpenID provider to sign in with' });
  }
  const { issuer, client_id, client_secret: secret, label } = oidc;
  const key = JSON.stringify([issuer, client_id, secret]);
  const now = performance.now();
  const last = known.get(farm);
  const isKnown = last?.key === key && last.until > now;
  const client = isKnown ? last.client : translatedOfProvider(farm, () => find(issuer, client_id, secret));
  if (!isKnown) {
    const entry = { key, until: now + KNOWN_FOR_MS, client };
    known.set(farm, entry);
    // Whoever comes next asks again.
    client.catch(() => known.get(farm) === entry && known.delete(farm));
  }
  return { issuer, label, client: await client, returnTo: `${origin}${RETURN_PAGE}` };
}

/** The library checks that the provider calls itself what the setting says. */
async function find(issuer: string, clientId: string, secret: string): Promise<Configuration> {
  const address = new URL(issuer);
  const isLocal = address.protocol === 'http:' && isOnThisMachine(address);
  const execute = isLocal ? [allowInsecureRequests] : [];
  const found = await discovery(address, clientId, undefined, None(), { execute, timeout: TIMEOUT_S });
  const server = found.serverMetadata();
  const metadata = { [clockTolerance]: CLOCK_TOLERANCE_S };
  const auth = authFor(secret, server.token_endpoint_auth_methods_supported);
  const client = new Configuration(server, clientId, metadata, auth);
  client.timeout = TIMEOUT_S;
  if (isLocal) allowInsecureRequests(client);
  return client;
}

/** The usual way, unless the provider says that it takes only the other one. */
function authFor(secret: string, supported: readonly string[] | undefined): ClientAuth {
  if (secret === '') return None();
  const isBasic = supported?.includes('client_secret_basic') ?? true;
  return isBasic ? ClientSecretBasic(secret) : ClientSecretPost(secret);
}
