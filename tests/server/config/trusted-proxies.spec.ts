import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { FarmError } from '#server/domain/errors.ts';
import { SETTINGS } from '#server/plugins/installed.ts';
import { configFrom } from '#server/config/load-config.ts';
import { writeAllSettings } from '#server/config/write-config.ts';

const from = (text: string) => configFrom(`_meta: {version: 3}\n${text}`, '/studio').trustedProxies;

describe('the proxies of a farm', () => {
  it.each<[entry: string, address: string, isOne: boolean]>([
    ['10.0.0.7', '10.0.0.7', true],
    ['10.0.0.7', '10.0.0.8', false],
    ['10.1.0.0/16', '10.1.255.255', true],
    ['10.1.0.0/16', '10.2.0.0', false],
    ['10.1.9.9/16', '10.1.0.1', true],
    ['fd00::/8', 'fdff::1', true],
    ['fd00::/8', 'fe00::1', false],
    ['2001:db8::7', '2001:0DB8:0:0::7', true],
    ['::1', '127.0.0.1', false],
    ['10.0.0.7', '::ffff:10.0.0.7', true],
    ['::ffff:10.0.0.7', '10.0.0.7', true],
    ['10.0.0.7', '', false],
    ['10.0.0.7', 'render7', false],
  ])('%s names %s: %s', (entry, address, isOne) => {
    expect(from(`trusted_proxies: ['${entry}']`).includes(address)).toBe(isOne);
  });

  it('do not exist unless they are listed', () => {
    expect(from('').includes('127.0.0.1')).toBe(false);
  });

  it.each([
    ['trusted_proxies: 10.0.0.7', 'trusted_proxies: must be a list'],
    ['trusted_proxies: [[10.0.0.7]]', 'trusted_proxies[0]: ["10.0.0.7"] is not a text'],
    [
      'trusted_proxies: [nginx.studio]',
      'trusted_proxies[0]: "nginx.studio" is not an address like 10.0.0.7, or a network',
    ],
    ['trusted_proxies: [10.0.0.7, 10.0.0.0/33]', 'trusted_proxies[1]: "10.0.0.0/33" is not an address'],
    ["trusted_proxies: ['fd00::/129']", 'trusted_proxies[0]: "fd00::/129" is not an address'],
    ['trusted_proxies: [10.0.0.7:80]', 'trusted_proxies[0]: "10.0.0.7:80" is not an address'],
    ["trusted_proxies: ['fe80::1%eth0']", 'trusted_proxies[0]: "fe80::1%eth0" is not an address'],
    ['trusted_proxies: [0.0.0.0/0]', 'trusted_proxies[0]: "0.0.0.0/0" is every computer'],
    ["trusted_proxies: ['::/0']", 'trusted_proxies[0]: "::/0" is every computer'],
  ])('cannot be listed as %s', (text, complaint) => {
    expect(() => from(text)).toThrow(FarmError);
    expect(() => from(text)).toThrow(`flamenco-manager.yaml, line 2: ${complaint}`);
  });
});

test('a program of Flamenco 3 that saves the configuration does not forget the proxies', async () => {
  const home = await mkdtemp(join(tmpdir(), 'config-'));
  await writeFile(join(home, 'flamenco-manager.yaml'), '_meta: {version: 3}\ntrusted_proxies: [10.0.0.7]\n');
  const source = { home, declaration: SETTINGS };
  const kept = await writeAllSettings(source, { manager_name: 'Studio' });
  expect(kept.settings.trusted_proxies).toEqual(['10.0.0.7']);
  const replaced = await writeAllSettings(source, { trusted_proxies: [] });
  expect(replaced.settings.trusted_proxies).toEqual([]);
  await rm(home, { recursive: true });
});
