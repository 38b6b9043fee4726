import { describe, expect, it } from 'vitest';
import { networkShares, withNetworkShares } from '#server/domain/network-shares.ts';

describe('a network share of Windows', () => {
  it.each([
    [String.raw`\\SERVER\share`, String.raw`\\SERVER\share`],
    [String.raw`\\nas.studio.lan\My share\a`, String.raw`\\nas.studio.lan\My share`],
    [String.raw`\\192.168.1.5/d$/a`, String.raw`\\192.168.1.5\d$`],
  ])('is found in %s', (value, name) => {
    expect(networkShares({ out: value })).toEqual([{ name, settings: ['out'] }]);
  });

  it.each([
    '//SERVER/share/a',
    String.raw`\\?\C:\a\b`,
    String.raw`\\.\pipe\x`,
    String.raw`\\SERVER`,
    String.raw`\a\b`,
    String.raw`see \\SERVER\share`,
    3,
    null,
    [String.raw`\\SERVER\share`],
  ])('is not found in %j', (value) => {
    expect(networkShares({ out: value })).toEqual([]);
  });

  it('is one share for all settings that begin with it, and for all ways to write it', () => {
    const shares = networkShares({
      a: String.raw`\\NAS\Out\x`,
      b: 3,
      c: String.raw`\\nas\out`,
      d: String.raw`\\nas\in`,
    });
    expect(shares).toEqual([
      { name: String.raw`\\NAS\Out`, settings: ['a', 'c'] },
      { name: String.raw`\\nas\in`, settings: ['d'] },
    ]);
    const parameters = { path: '//nas/OUT//x/', list: ['//NAS/in', 3, ['//nas/out']], other: '//nas/outside' };
    const used: string[] = [];
    const [command] = withNetworkShares([{ name: 'x', parameters, total_step_count: 0 }], shares, ({ name }) => {
      used.push(name);
    });
    expect(command?.parameters).toEqual({
      ...parameters,
      path: '\\\\nas\\OUT\\x\\',
      list: [String.raw`\\NAS\in`, 3, ['//nas/out']],
    });
    expect(used).toEqual([String.raw`\\NAS\Out`, String.raw`\\nas\in`]);
  });
});
