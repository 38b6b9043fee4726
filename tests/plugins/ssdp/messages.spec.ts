import { describe, expect, test } from 'vitest';
import { readSsdp } from '#shared/ssdp.ts';
import { describeDevice } from '#plugins/ssdp/description.ts';
import { alive, found, searchForManagers } from '#plugins/ssdp/messages.ts';
import { managerIn } from '#worker/discovery/manager-in.ts';

const SERVICE = 'urn:flamenco:manager:0';
const USN = 'uuid:aa80bc5f-d0af-46b8-8630-23bd7e80ec4d::urn:flamenco:manager:0';

function search(change: Record<string, string | undefined> = {}, start = 'M-SEARCH * HTTP/1.1') {
  const headers = { HOST: '239.255.255.250:1900', MAN: '"ssdp:discover"', MX: '3', ST: SERVICE, ...change };
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  const message = readSsdp([start, ...lines, '', ''].join('\r\n'));
  return message && searchForManagers(message);
}

describe('a search', () => {
  test.each([
    [{}, 3],
    [{ ST: 'ssdp:all' }, 3],
    [{ MX: '0' }, 0],
    [{ MX: '120' }, 5],
    [{ MAN: 'ssdp:discover' }, 3],
  ])('with %j is answered within %d s', (change, delaySeconds) => {
    expect(search(change)).toEqual({ delaySeconds });
  });

  test.each([
    { ST: 'urn:schemas-upnp-org:device:MediaServer:1' },
    { ST: undefined },
    { MX: undefined },
    { MX: 'soon' },
    { MX: '-1' },
    { MAN: undefined },
    { MAN: '"other"' },
  ])('with %j is not answered', (change) => {
    expect(search(change)).toBeUndefined();
  });

  test('is not found in a notification or in noise', () => {
    expect(search({}, 'NOTIFY * HTTP/1.1')).toBeUndefined();
    expect(readSsdp('\u0000\u0001')).toBeUndefined();
  });
});

describe('what a manager says', () => {
  test('in answer to a search is what Flamenco 3 says', () => {
    const { start, headers } = readSsdp(found('http://10.0.0.3:8080/', 'Linux', 0)) ?? {};
    expect(start).toBe('HTTP/1.1 200 OK');
    expect(Object.fromEntries(headers ?? [])).toEqual({
      st: SERVICE,
      usn: USN,
      location: 'http://10.0.0.3:8080/upnp/description.xml',
      'cache-control': 'max-age=3600',
      date: 'Thu, 01 Jan 1970 00:00:00 GMT',
      server: 'Linux',
      ext: '',
    });
  });

  test('unasked is what Flamenco 3 says', () => {
    const { start, headers } = readSsdp(alive('http://[fd00::2]:8080/', 'Linux')) ?? {};
    expect(start).toBe('NOTIFY * HTTP/1.1');
    expect(Object.fromEntries(headers ?? [])).toMatchObject({
      host: '239.255.255.250:1900',
      nt: SERVICE,
      nts: 'ssdp:alive',
      usn: USN,
      location: 'http://[fd00::2]:8080/upnp/description.xml',
    });
  });

  test('about itself is well-formed, whatever its name is', () => {
    expect(describeDevice('A & B <farm>')).toContain('<friendlyName>A &amp; B &lt;farm&gt; (Flamenco-NG ');
  });
});

describe('a worker takes from an answer', () => {
  const answer = (url: string) => found(url, 'Linux', 0);

  test('the address of the manager, without the path of its description', () => {
    expect(managerIn(answer('http://10.0.0.3:8080/'), false)).toBe('http://10.0.0.3:8080/');
    expect(managerIn(answer('https://farm.example/'), false)).toBe('https://farm.example/');
  });

  test('a loopback address, but only from its own machine', () => {
    expect(managerIn(answer('http://127.0.0.1:8080/'), false)).toBeUndefined();
    expect(managerIn(answer('http://[::1]:8080/'), false)).toBeUndefined();
    expect(managerIn(answer('http://127.0.0.1:8080/'), true)).toBe('http://127.0.0.1:8080/');
  });

  test.each([
    ['of another device', answer('http://10.0.0.3:8080/').replace('aa80bc5f', 'aa80bc5e')],
    ['without an address', answer('http://10.0.0.3:8080/').replace(/LOCATION.*\r\n/, '')],
    ['with a strange address', answer('http://10.0.0.3:8080/').replace('http:', 'file:')],
    ['that is a notification', alive('http://10.0.0.3:8080/', 'Linux')],
    ['that is noise', 'HTTP/1.1 404 Not Found\r\n\r\n'],
  ])('nothing %s', (_case, datagram) => {
    expect(managerIn(datagram, true)).toBeUndefined();
  });
});
