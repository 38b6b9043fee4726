import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findPeople } from '#server/persistence/repositories/people.repository.ts';
import { startProvider, type TestProvider } from '#tests/support/openid.ts';
import type { TestManager } from '#tests/support/test-manager.ts';
import { type Answer, change, knows, RETURN_TO, startManagerWith, Visitor } from './support/oidc-visitor.ts';

let provider: TestProvider;
let manager: TestManager;
beforeAll(async () => {
  provider = await startProvider(RETURN_TO);
});
afterAll(() => provider.stop());
beforeEach(async () => {
  provider.people.clear();
  provider.tamper = (claims) => claims;
  provider.callsItself = undefined;
  manager = await startManagerWith(provider);
});
afterEach(() => manager.stop());

const newVisitor = () => new Visitor(manager, provider);

describe('an answer of the provider', () => {
  /** What a page says of it; a session is never begun. */
  const refusal = async (answer: Promise<Answer>) => {
    const { status, message, cookies } = await answer;
    expect(cookies.some((cookie) => cookie.includes('.session='))).toBe(false);
    return `${status}: ${message}`;
  };

  beforeEach(() => {
    knows(provider, 'anna', ['artists']);
    provider.next = 'anna';
  });

  test('is good once, also for whoever has the cookie', async () => {
    const visitor = newVisitor();
    const query = await visitor.visitProvider();
    const copy = newVisitor();
    for (const [name, value] of visitor.cookies) copy.cookies.set(name, value);
    expect((await visitor.arrive(query)).status).toBe(200);
    expect(await refusal(copy.arrive(query))).toMatch(/^410: .*used already/);
  });

  test('is of no use in another browser, or without its state', async () => {
    const visitor = newVisitor();
    const query = await visitor.visitProvider();
    expect(await refusal(newVisitor().arrive(query))).toMatch(/^403: .*not begun in this browser/);
    const other = newVisitor();
    await other.visitProvider();
    expect(await refusal(other.arrive(query))).toMatch(/^403: .*not begun in this browser/);
    expect(await refusal(visitor.arrive('?code=x'))).toMatch(/^403: .*not begun in this browser/);
    expect(await refusal(visitor.arrive(''))).toMatch(/^403: .*not begun in this browser/);
  });

  test('is of no use with the code of somebody else', async () => {
    const [visitor, other] = [newVisitor(), newVisitor()];
    const own = new URLSearchParams(await visitor.visitProvider());
    const theirs = new URLSearchParams(await other.visitProvider());
    own.set('code', theirs.get('code') ?? '');
    expect(await refusal(visitor.arrive(`?${own.toString()}`))).toMatch(/^410: .*begin again/);
  });

  test('that says no is told as such', async () => {
    provider.next = null;
    const visitor = newVisitor();
    expect(await refusal(visitor.arrive(await visitor.visitProvider()))).toMatch(/^403: .*did not let you in/);
  });

  test.each([
    ['an expired token', 'exp', -600, 'the clocks of Studio'],
    ['the token of another provider', 'iss', 'https://evil.example', 'calls itself by another address'],
    ['a token for another browser', 'nonce', 'another', 'another browser'],
    ['a token for another client', 'aud', 'another', 'cannot use'],
  ])('with %s lets nobody in', async (_what, claim, value, words) => {
    provider.tamper = (claims) => ({
      ...claims,
      [claim]: typeof value === 'number' ? Math.round(Date.now() / 1000) + value : value,
    });
    const visitor = newVisitor();
    const query = await visitor.visitProvider();
    expect(await refusal(visitor.arrive(query))).toMatch(new RegExp(`^${claim === 'nonce' ? 403 : 502}: .*${words}`));
    expect(await findPeople(manager.farm.database.tables)).toEqual([]);
  });

  test('may come from a clock that differs by half a minute', async () => {
    provider.tamper = (claims) => ({ ...claims, exp: Math.round(Date.now() / 1000) - 30 });
    const visitor = newVisitor();
    expect((await visitor.arrive(await visitor.visitProvider())).status).toBe(200);
  });

  test('that expects another secret is told without it, and without the code', async () => {
    const visitor = newVisitor();
    const query = await visitor.visitProvider();
    await change(manager, ['oidc.client_secret', 'planted wrong secret']);
    expect(await refusal(visitor.arrive(query))).toMatch(/^502: .*"oidc\.client_id" or its secret/);
    const log = manager.logLines.join('\n');
    expect(log).toContain('signing in with the OpenID provider failed');
    for (const secret of ['planted', new URLSearchParams(query).get('code') ?? '']) expect(log).not.toContain(secret);
  });
});

describe('a provider', () => {
  test('that calls itself something else is refused', async () => {
    provider.callsItself = 'https://evil.example';
    const { status, message } = await newVisitor().call('account.departToProvider', { next: '' });
    expect([status, message]).toEqual([502, expect.stringContaining('another address than "oidc.issuer"')]);
    // The next who comes asks again.
    provider.callsItself = undefined;
    expect((await newVisitor().call('account.departToProvider', { next: '' })).status).toBe(200);
  });

  test('that is down is told as such, before and after somebody went there', async () => {
    const gone = await startProvider(RETURN_TO);
    await change(manager, ['oidc.issuer', gone.issuer]);
    const visitor = newVisitor();
    gone.next = 'anna';
    const query = await visitor.visitProvider();
    await gone.stop();
    const answer = await visitor.arrive(query);
    expect([answer.status, answer.message]).toEqual([502, 'Studio does not answer; try again in a moment']);
    await change(manager, ['oidc.client_id', 'another']);
    expect((await visitor.call('account.departToProvider', { next: '' })).message).toContain('does not answer');
  });

  test('that is not configured leads nowhere', async () => {
    await change(manager, ['oidc.issuer', '']);
    expect((await newVisitor().call('account.waysIn')).data).toEqual({ password: 'everybody', provider: null });
    expect((await newVisitor().call('account.departToProvider', { next: '' })).status).toBe(404);
  });
});
