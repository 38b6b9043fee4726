import { appRouter } from '#server/trpc/app-router.ts';
import type { Me } from '#server/contracts/web/account.ts';
import { CLIENT_ID, CLIENT_SECRET, followToReturn, type TestProvider } from '#tests/support/openid.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

const PUBLIC_URL = 'https://farm.studio';
/** The page of the manager to which the provider sends people back. */
export const RETURN_TO = `${PUBLIC_URL}/app/signing-in`;

/** A manager whose people may sign in with the provider; the claim `groups` decides about their roles. */
export function startManagerWith({ issuer }: TestProvider): Promise<TestManager> {
  const config = `access: accounts
public_url: ${PUBLIC_URL}/
oidc:
  issuer: ${issuer}
  client_id: ${CLIENT_ID}
  client_secret: ${CLIENT_SECRET}
  label: Studio
  roles_claim: groups
  roles: { farm-admins: admin, artists: artist, guests: viewer }
`;
  return startTestManager({ webRouter: appRouter, config });
}

/** Writes settings, by their names. */
export function change({ farm }: TestManager, ...changes: [key: string, value: unknown][]) {
  return farm.configuration.change(changes.map(([key, value]) => ({ path: key.split('.'), value })));
}

/** The provider knows somebody from now on. */
export function knows(
  { people }: TestProvider,
  id: string,
  groups: readonly string[],
  more: Record<string, unknown> = {},
): void {
  people.set(id, { preferred_username: id, name: `${id} Lind`, groups, ...more });
}

/** How a call ended. */
export interface Answer {
  readonly status: number;
  readonly data: Record<string, unknown>;
  readonly message: string | undefined;
  readonly cookies: readonly string[];
}

/** A browser that calls procedures of the pages, and keeps cookies. */
export class Visitor {
  readonly #manager: TestManager;
  readonly #provider: TestProvider;
  readonly cookies = new Map<string, string>();

  constructor(manager: TestManager, provider: TestProvider) {
    this.#manager = manager;
    this.#provider = provider;
  }

  async call(procedure: string, input?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const Cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${this.#manager.url}/api/trpc/${procedure}`, {
      method: input === undefined ? 'GET' : 'POST',
      headers: { Cookie, ...(input === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(input === undefined ? {} : { body: JSON.stringify(input) }),
    });
    const cookies = answer.headers.getSetCookie();
    for (const cookie of cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (cookie.includes('Max-Age=0')) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const body = (await answer.json()) as { result?: { data: Record<string, unknown> }; error?: { message: string } };
    return { status: answer.status, data: body.result?.data ?? {}, message: body.error?.message, cookies };
  }

  /** Goes to the provider, and comes back with this query. */
  async visitProvider(next = '/app/jobs'): Promise<string> {
    const { data, status, message } = await this.call('account.departToProvider', { next });
    if (status !== 200) throw new Error(message);
    return followToReturn(String(data['address']), RETURN_TO);
  }

  async arrive(query: string): Promise<Answer> {
    return this.call('account.arriveFromProvider', { query });
  }

  async signIn(id: string): Promise<Answer> {
    this.#provider.next = id;
    return this.arrive(await this.visitProvider());
  }

  async me(): Promise<Me> {
    return (await this.call('account.me')).data as unknown as Me;
  }
}
