import { describe, expect, test } from 'vitest';
import { managerUrls, type NetworkInterfaces } from '#plugins/ssdp/manager-urls.ts';

const v4 = (address: string) => ({ address, family: 'IPv4' as const });
const v6 = (address: string) => ({ address, family: 'IPv6' as const });
const lo = [v4('127.0.0.1'), v6('::1')];
const HTTP = { port: 8080, scheme: 'http', certifiedNames: [] } as const;
const urls = (interfaces: NetworkInterfaces, host = '') => managerUrls({ ...HTTP, host }, interfaces);

describe('the addresses that a manager announces', () => {
  test.each(['', '0.0.0.0', '::'])(
    'listening on %j: all addresses of the machine, IPv4 first, loopback last',
    (host) => {
      const interfaces = { lo, eth0: [v6('fd00::2'), v4('10.0.0.20')], eth1: [v4('10.0.0.3')] };
      expect(urls(interfaces, host)).toEqual([
        'http://10.0.0.3:8080/',
        'http://10.0.0.20:8080/',
        'http://[fd00::2]:8080/',
        'http://127.0.0.1:8080/',
        'http://[::1]:8080/',
      ]);
    },
  );

  test.each([
    ['192.168.1.5', 'http://192.168.1.5:8080/'],
    ['farm.example', 'http://farm.example:8080/'],
    ['fd00::2', 'http://[fd00::2]:8080/'],
  ])('listening on %s: only that one', (host, url) => {
    expect(urls({ lo, eth0: [v4('10.0.0.3')] }, host)).toEqual([url]);
  });

  test.each([
    ['no multicast, no unspecified one', [v4('239.1.1.1'), v6('ff02::1'), v4('0.0.0.0'), v6('::')], []],
    ['no link-local IPv6', [v6('fe80::1'), v6('febf::1'), v4('10.0.0.3')], ['10.0.0.3']],
    ['link-local IPv4 if there is no other', [v4('169.254.3.4'), v6('fd00::2')], ['169.254.3.4', '[fd00::2]']],
    ['no link-local IPv4 next to another', [v4('169.254.3.4'), v4('10.0.0.3')], ['10.0.0.3']],
    ['no loopback next to another on the same interface', [v4('127.0.0.2'), v4('10.0.0.3')], ['10.0.0.3']],
  ])('%s', (_rule, addresses, hosts) => {
    expect(urls({ eth0: addresses })).toEqual(hosts.map((host) => `http://${host}:8080/`));
  });

  test.each<[readonly string[], readonly string[]]>([
    [['10.0.0.3', 'localhost'], ['https://10.0.0.3:8080/']],
    [
      ['*.studio', 'farm.studio', '10.0.0.20'],
      ['https://farm.studio:8080/', 'https://10.0.0.20:8080/'],
    ],
    [['*.studio'], ['https://10.0.0.3:8080/', 'https://10.0.0.20:8080/']],
  ])('with a certificate for %j: only what that is for, if there is such a place', (certifiedNames, expected) => {
    const place = { host: '', port: 8080, scheme: 'https', certifiedNames } as const;
    expect(managerUrls(place, { eth0: [v4('10.0.0.20'), v4('10.0.0.3')] })).toEqual(expected);
  });
});
