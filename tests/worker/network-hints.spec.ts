import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { firewallNote } from '#server/setup/firewall-note.ts';
import { ManagerConnection } from '#worker/manager-connection.ts';
import { connectHint, NO_ANSWER, searchHint } from '#worker/network-hints.ts';

const URL = 'http://farm:8090';

describe('why a manager cannot be reached', () => {
  it.each([
    ['darwin', 'EHOSTUNREACH', /Privacy & Security > Local Network/],
    ['darwin', 'EPERM', /Local Network/],
    ['win32', 'EACCES', /does not let node\.exe reach it/],
    ['linux', NO_ANSWER, /New-NetFirewallRule .*-Protocol TCP -LocalPort 8090\.$/],
    ['win32', 'ETIMEDOUT', /New-NetFirewallRule/],
    ['darwin', 'UND_ERR_CONNECT_TIMEOUT', /New-NetFirewallRule/],
  ] as const)('on %s after %s has a cause that is easily missed', (platform, code, says) => {
    expect(connectHint(platform, code, URL)).toMatch(says);
  });

  it.each([
    ['linux', 'EHOSTUNREACH'],
    ['win32', 'EHOSTUNREACH'],
    ['linux', 'EPERM'],
    ['darwin', 'ECONNREFUSED'],
    ['win32', 'ENOTFOUND'],
    ['darwin', undefined],
  ] as const)('on %s after %s needs no more words', (platform, code) => {
    expect(connectHint(platform, code, URL)).toBeUndefined();
  });

  it('names the port of the manager, also one that is not written', () => {
    expect(connectHint('win32', NO_ANSWER, 'http://farm')).toContain('-LocalPort 80.');
    expect(connectHint('win32', NO_ANSWER, 'https://farm/api')).toContain('-LocalPort 443.');
  });

  it('is only hinted at when it is not known already', async () => {
    const nobody = new ManagerConnection('http://127.0.0.1:1', '1.0');
    const answer = await nobody.request({ method: 'GET', path: '/version', timeoutMilliseconds: 10_000 });
    expect(answer).toMatchObject({ kind: 'unreachable', hint: undefined });
  });

  it('is hinted at when nothing answers', async () => {
    const server = createServer(() => {
      // Takes connections, and says nothing.
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const silent = new ManagerConnection(`http://127.0.0.1:${port}`, '1.0');
    const answer = await silent.request({ method: 'GET', path: '/version', timeoutMilliseconds: 50 });
    server.closeAllConnections();
    server.close();
    expect(answer).toMatchObject({
      reason: 'no answer in time',
      hint: expect.stringContaining(`-LocalPort ${port}.`),
    });
  });
});

describe('what a search that finds nothing may lack', () => {
  it.each([
    ['linux', undefined, /UDP port 1900 in; on Windows.*-Protocol UDP -LocalPort 1900\.$/],
    ['win32', 'EACCES', /UDP -LocalPort 1900/],
    ['darwin', undefined, /LocalPort 1900.*Local Network/],
    ['darwin', 'EHOSTUNREACH', /^macOS .*Local Network, allow node\.$/],
  ] as const)('on %s after %s', (platform, code, says) => {
    expect(searchHint(platform, code)).toMatch(says);
  });
});

describe('a manager on Windows', () => {
  const manager = { platform: 'win32', host: '', port: 8080, autodiscoverable: true } as const;

  it('says how to open the firewall, for the port and for the search', () => {
    expect(firewallNote(manager)).toEqual([
      'New-NetFirewallRule -DisplayName "Flamenco-NG TCP 8080" -Direction Inbound -Action Allow -Protocol TCP -LocalPort 8080',
      'New-NetFirewallRule -DisplayName "Flamenco-NG UDP 1900" -Direction Inbound -Action Allow -Protocol UDP -LocalPort 1900',
    ]);
    expect(firewallNote({ ...manager, autodiscoverable: false })).toHaveLength(1);
  });

  it.each([
    { platform: 'linux' },
    { platform: 'darwin' },
    { host: '127.0.0.1' },
    { host: '::1' },
    { host: 'localhost' },
  ] as const)('says nothing where it is of no use: %j', (change) => {
    expect(firewallNote({ ...manager, ...change })).toEqual([]);
  });
});
