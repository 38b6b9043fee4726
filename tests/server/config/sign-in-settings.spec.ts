import { describe, expect, test } from 'vitest';
import { configFrom } from '#server/config/load-config.ts';

const load = (lines: string) => configFrom(`_meta: {version: 3}\n${lines}`, '/home');
const OIDC = 'public_url: https://farm.studio\noidc: {issuer: https://login.studio, client_id: x}\n';

describe('settings about signing in are refused with their name and line', () => {
  test.each([
    [
      'a header without proxies',
      'proxy_login: {header: Remote-User}\n',
      /line 2: proxy_login\.header: needs "trusted_proxies"/,
    ],
    [
      'a header that says something else',
      'proxy_login: {header: Cookie}\n',
      /proxy_login\.header: .*not the name of a header/,
    ],
    ['what is no header', 'proxy_login: {header: "Remote User"}\n', /proxy_login\.header: /],
    ['X-Forwarded-For', 'proxy_login: {header: X-Forwarded-For}\n', /proxy_login\.header: /],
    ['admins for everybody', 'proxy_login: {default_role: admin}\n', /proxy_login\.default_role: .*must be wrangler/],
    [
      'a provider without a way back',
      'oidc: {issuer: https://login.studio, client_id: x}\n',
      /oidc\.issuer: needs "public_url"/,
    ],
    [
      'a provider without a client',
      'public_url: https://f\noidc: {issuer: https://login.studio}\n',
      /oidc\.client_id: must not be empty/,
    ],
    ['a provider without TLS', 'oidc: {issuer: http://login.studio}\n', /oidc\.issuer: .*begins with https/],
    ['a public address with a path', 'public_url: https://f.example/farm\n', /public_url: .*without a path/],
    ['a public address of another kind', 'public_url: ftp://f.example\n', /public_url: /],
    ['a role that does not exist', 'oidc: {roles: {x: king}}\n', /oidc\.roles\.x: .*must be one of admin/],
    ['no way in at all', 'password_login: false\n', /password_login: .*cannot be false without/],
  ])('%s', (_what, lines, complaint) => {
    expect(() => load(lines)).toThrow(complaint);
    expect(() => load(lines)).not.toThrow('planted');
  });

  test('as is what has no effect, with a warning', () => {
    expect(load(OIDC).warnings).toEqual([expect.stringContaining('oidc.issuer: has no effect with "access: open"')]);
    expect(load(`access: accounts\n${OIDC}`).warnings).toEqual([]);
  });

  test('but not a provider on this machine', () => {
    expect(() => load('oidc: {issuer: "http://127.0.0.1:9000/x"}\npublic_url: http://farm:8080/\n')).toThrow(
      'client_id',
    );
  });
});
