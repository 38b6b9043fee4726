import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export const CLIENT_ID = 'flamenco';
export const CLIENT_SECRET = 'planted secret of the client';

/** A real OpenID provider on this machine, whose people sign in without being asked anything. */
export interface TestProvider {
  readonly issuer: string;
  /** What it says about its people, by their ids there. */
  readonly people: Map<string, Record<string, unknown>>;
  /** Who signs in next; null = somebody who changes their mind. */
  next: string | null;
  /** Changes the claims of the tokens that it gives. */
  tamper: (claims: Record<string, unknown>) => Record<string, unknown>;
  /** What it calls itself; its own address unless set. */
  callsItself: string | undefined;
  stop(): Promise<void>;
}

/** Starts a provider that knows one client. @param returnTo the page that it sends people back to */
export async function startProvider(returnTo: string): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = new Map<string, Record<string, unknown>>();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [returnTo],
        post_logout_redirect_uris: [new URL('/app/sign-in', returnTo).href],
      },
    ],
    claims: { profile: ['name', 'preferred_username', 'groups'], email: ['email', 'email_verified'] },
    // Without these, it warns that its defaults are not for the real world.
    jwks: { keys: [generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })] },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    cookies: { keys: ['a key of a spec'] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_context: unknown, accountId: string) => ({
      accountId,
      claims: () => ({ sub: accountId, ...people.get(accountId) }),
    }),
    interactions: { url: () => '/enter' },
    loadExistingGrant: async (context: { oidc: { session: { accountId: string }; client: { clientId: string } } }) => {
      const { session, client } = context.oidc;
      const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  });
  const test: TestProvider = {
    issuer,
    people,
    next: null,
    tamper: (claims) => claims,
    callsItself: undefined,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  provider.use(async (context, next) => {
    await next();
    const body = context.body as Record<string, unknown>;
    if (context.oidc?.route === 'discovery') context.body = { ...body, issuer: test.callsItself ?? issuer };
    if (context.oidc?.route === 'token' && typeof body['id_token'] === 'string') {
      context.body = { ...body, id_token: changed(body['id_token'], test.tamper) };
    }
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url !== '/enter') return void answer(request, response);
    const result =
      test.next === null
        ? { error: 'access_denied', error_description: 'the person changed their mind' }
        : { login: { accountId: test.next } };
    return void provider.interactionFinished(request, response, result);
  });
  return test;
}

/** What a browser does at the provider. Resolves to the query with which it is sent back. */
export async function followToReturn(address: string, returnTo: string): Promise<string> {
  const cookies = new Map<string, string>();
  for (let place = address; ;) {
    if (place.startsWith(returnTo)) return new URL(place).search;
    const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(place, { redirect: 'manual', headers: { Cookie } });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`${answer.status} at ${place}: ${await answer.text()}`);
    place = new URL(location, place).href;
  }
}

/** The signature is then wrong: the manager gets tokens from the provider itself, and does not look at it. */
function changed(token: string, tamper: TestProvider['tamper']): string {
  const [head = '', body = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Record<string, unknown>;
  return [head, Buffer.from(JSON.stringify(tamper(claims))).toString('base64url'), signature].join('.');
}
