import type { IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { proxyList } from '#server/config/trusted-proxies.ts';
import { forwarded } from '#server/http/forwarded.ts';
import type { PluginRoute } from '#server/plugins/define-plugin.ts';
import { procedureFor, router } from '#server/trpc/init.ts';
import { rawRequest } from '#tests/support/raw-request.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

const PROXIES = ['10.0.0.1', '172.16.0.0/12', 'fd00::/8', '2001:db8::7'];

const from = (peer: string, headers: IncomingHttpHeaders) =>
  forwarded({ headers, socket: { remoteAddress: peer } }, proxyList(PROXIES));

describe('the address of a client', () => {
  test.each<[title: string, peer: string, forwardedFor: string | undefined, address: string]>([
    ['the peer, without headers', '192.168.3.4', undefined, '192.168.3.4'],
    ['an IPv4 peer on an IPv6 socket, written the IPv4 way', '::ffff:192.168.3.4', undefined, '192.168.3.4'],
    ['an IPv6 peer', 'fe80::1', undefined, 'fe80::1'],
    ['the peer, whatever it says, if it is not a proxy', '192.168.3.4', '1.2.3.4', '192.168.3.4'],
    ['the proxy itself, if it says nothing', '10.0.0.1', undefined, '10.0.0.1'],
    ['what a proxy says', '10.0.0.1', '192.168.3.4', '192.168.3.4'],
    ['what a proxy on an IPv6 socket says', '::ffff:10.0.0.1', '192.168.3.4', '192.168.3.4'],
    ['what a proxy with an IPv6 address says', '2001:db8::7', '2001:db8::99', '2001:db8::99'],
    ['what a proxy of a network says', '172.31.255.254', '192.168.3.4', '192.168.3.4'],
    ['what a proxy of an IPv6 network says', 'fd12::3', '192.168.3.4', '192.168.3.4'],
    ['nothing that the client wrote before the proxy did', '10.0.0.1', '1.2.3.4, 192.168.3.4', '192.168.3.4'],
    ['the client of the first of several proxies', '10.0.0.1', '1.2.3.4, 192.168.3.4, 172.16.0.9', '192.168.3.4'],
    ['the first proxy, if it asks for itself', '10.0.0.1', '172.16.0.8, 172.16.0.9', '172.16.0.8'],
    ['without the port of IPv4', '10.0.0.1', '192.168.3.4:5533', '192.168.3.4'],
    ['without the port of IPv6', '10.0.0.1', '[2001:db8::1]:5533', '2001:db8::1'],
    ['without the brackets of IPv6', '10.0.0.1', '[2001:db8::1]', '2001:db8::1'],
    ['the proxy itself, if it does not name an address', '10.0.0.1', 'unknown', '10.0.0.1'],
    ['the proxy itself, if it says nothing at all', '10.0.0.1', ' ', '10.0.0.1'],
    [
      'the last known one, before something that is not an address',
      '10.0.0.1',
      '1.2.3.4, _hidden, 172.16.0.9',
      '172.16.0.9',
    ],
    ['never a name', '10.0.0.1', 'render7.studio', '10.0.0.1'],
    ['never an address followed by anything else', '10.0.0.1', "192.168.3.4'; rm -rf /", '10.0.0.1'],
  ])('is %s', (_title, peer, forwardedFor, address) => {
    const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor };
    expect(from(peer, headers).remoteAddress).toBe(address);
  });

  test('is that of X-Real-IP if a proxy sends nothing else', () => {
    expect(from('10.0.0.1', { 'x-real-ip': '192.168.3.4' }).remoteAddress).toBe('192.168.3.4');
    expect(from('10.0.0.1', { 'x-real-ip': '1.2.3.4', 'x-forwarded-for': '192.168.3.4' }).remoteAddress).toBe(
      '192.168.3.4',
    );
    expect(from('10.0.0.1', { 'x-real-ip': 'nobody' }).remoteAddress).toBe('10.0.0.1');
    expect(from('192.168.3.4', { 'x-real-ip': '1.2.3.4' }).remoteAddress).toBe('192.168.3.4');
  });
});

describe('the address that a client asks for', () => {
  test.each<[title: string, peer: string, headers: Record<string, string>, asked: string]>([
    ['the one in the client’s request', '192.168.3.4', { host: 'farm:8080' }, 'http://farm:8080'],
    [
      'the one in the client’s request, whatever else it says, if it is not a proxy',
      '192.168.3.4',
      { host: 'farm:8080', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil' },
      'http://farm:8080',
    ],
    ['with TLS, if a proxy says so', '10.0.0.1', { host: 'farm', 'x-forwarded-proto': 'https' }, 'https://farm'],
    [
      'at the host that a proxy names',
      '10.0.0.1',
      { host: 'backend:8080', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'farm.studio' },
      'https://farm.studio',
    ],
    [
      'the one named by the proxy nearest to the manager',
      '10.0.0.1',
      { host: 'backend', 'x-forwarded-proto': 'http, https', 'x-forwarded-host': 'evil, farm.studio' },
      'https://farm.studio',
    ],
    [
      'without TLS, if a proxy says something else',
      '10.0.0.1',
      { host: 'farm', 'x-forwarded-proto': 'wss' },
      'http://farm',
    ],
  ])('is %s', (_title, peer, headers, asked) => {
    const { scheme, host } = from(peer, headers);
    expect(`${scheme}://${host}`).toBe(asked);
  });
});

describe('forwarding headers', () => {
  const said = {
    'x-forwarded-for': '1.2.3.4',
    'x-forwarded-user': 'admin',
    'x-real-ip': '1.2.3.4',
    forwarded: 'for=1.2.3.4',
    host: 'farm',
  };

  test('are removed before anything behind the server sees them, if the client is not a proxy', () => {
    const headers = { ...said };
    from('192.168.3.4', headers);
    expect(headers).toEqual({ host: 'farm' });
  });

  test('are kept if the client is a proxy', () => {
    const headers = { ...said };
    from('10.0.0.1', headers);
    expect(headers).toEqual(said);
  });
});

const BEHIND_PROXY = { 'X-Forwarded-For': '1.2.3.4, 192.168.3.4', 'X-Forwarded-Proto': 'https', Host: 'farm.studio' };

/** Answers with what it knows about the client. */
const whoAsks: PluginRoute = {
  path: '/who-asks',
  action: 'farm.read',
  answer: ({ remoteAddress, scheme, host }) => ({
    type: 'application/json',
    body: JSON.stringify({ remoteAddress, scheme, host }),
  }),
};
const web = router({ whoAsks: procedureFor('farm.read').query(({ ctx }) => ctx.remoteAddress) });

const ask = async (manager: TestManager, path: string, headers: Record<string, string> = BEHIND_PROXY) =>
  JSON.parse((await rawRequest(manager.url + path, { method: 'GET', headers })).text) as unknown;

describe.each<[who: string, config: string, remoteAddress: string, scheme: string]>([
  ['nobody trusts', '', '127.0.0.1', 'http'],
  ['the farm trusts', "trusted_proxies: [127.0.0.1, '::1']", '192.168.3.4', 'https'],
])('behind a proxy that %s', (_who, config, remoteAddress, scheme) => {
  let manager: TestManager;
  beforeAll(async () => {
    manager = await startTestManager({ config, webRouter: web, more: [whoAsks] });
  });
  afterAll(() => manager.stop());

  test(`an operation takes ${remoteAddress} for the client`, async () => {
    const answer = await rawRequest(`${manager.url}/api/v3/worker/register-worker`, {
      method: 'POST',
      headers: { ...BEHIND_PROXY, 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'anna', secret: 's', platform: 'linux', supported_task_types: [] }),
    });
    expect(JSON.parse(answer.text)).toMatchObject({ address: remoteAddress });
  });

  test(`a procedure takes ${remoteAddress} for the client`, async () => {
    expect(await ask(manager, '/api/trpc/whoAsks')).toEqual({ result: { data: remoteAddress } });
  });

  test(`a route takes ${remoteAddress} for the client, who asks by ${scheme}`, async () => {
    expect(await ask(manager, '/who-asks')).toEqual({ remoteAddress, scheme, host: 'farm.studio' });
  });
});

test('a proxy that is not trusted is reported in the log, once', async () => {
  const manager = await startTestManager({ more: [whoAsks] });
  for (let n = 0; n < 3; n += 1) await ask(manager, '/who-asks');
  const told = manager.logLines.filter((line) => line.includes('trusted_proxies'));
  expect(told).toHaveLength(1);
  expect(JSON.parse(told[0] ?? '{}')).toMatchObject({ peer: '127.0.0.1' });
  await manager.stop();
});

test('a proxy that is added to the configuration is trusted at once', async () => {
  const manager = await startTestManager({ more: [whoAsks] });
  expect(await ask(manager, '/who-asks')).toMatchObject({ remoteAddress: '127.0.0.1' });
  await manager.farm.configuration.change([{ path: ['trusted_proxies'], value: ['127.0.0.1'] }]);
  expect(await ask(manager, '/who-asks')).toMatchObject({ remoteAddress: '192.168.3.4' });
  await manager.stop();
});
