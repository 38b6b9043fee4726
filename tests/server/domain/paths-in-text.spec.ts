import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandText, expandVariables } from '#server/domain/path-variables.ts';
import type { TextKind } from '#server/domain/path-extent.ts';
import { buildVariableTable, withImplicitVariables, type VariableDefinitions } from '#server/domain/variable-table.ts';

const values = (byPlatform: Record<string, string>) =>
  Object.entries(byPlatform).map(([platform, value]) => ({ audience: 'all' as const, platforms: [platform], value }));
const DEFINITIONS: VariableDefinitions = withImplicitVariables(
  new Map([
    [
      'storage',
      { isTwoway: true, values: values({ linux: '/mnt/farm', darwin: '/Volumes/the farm/', windows: 'S:\\' }) },
    ],
    ['nas', { isTwoway: true, values: values({ linux: '/mnt/nas', windows: '\\\\nas\\farm' }) }],
    ['tool', { isTwoway: false, values: values({ all: '/opt//tool' }) }],
  ]),
  '/mnt/farm/jobs',
);

function handedOut(text: string, platform: string, kind: TextKind = 'python'): string {
  const manager = buildVariableTable(DEFINITIONS, 'workers', 'linux');
  const target = buildVariableTable(DEFINITIONS, 'workers', platform);
  return expandText(text, { manager, managerPlatform: 'linux', target, platform }, kind);
}

describe('a path variable inside a Python program', () => {
  it.each([
    ['out = "{storage}/o"\na = "b\\n//c"; d = 1 / 2 // 3', 'out = "S:/o"\na = "b\\n//c"; d = 1 / 2 // 3'],
    ["f(r'{storage}\\new\\x y\\', 1 / 2)", "f(r'S:/new/x y/', 1 / 2)"],
    [String.raw`f("{storage}\\new\\x y", "\\")`, String.raw`f("S:/new/x y", "\\")`],
    [String.raw`print("{storage}/out\n", 'it\'s {storage}/a\tb')`, String.raw`print("S:/out\n", 'it\'s S:/a\tb')`],
    [String.raw`f("{storage}/a \"b\" c//d"); "x//y"`, String.raw`f("S:/a \"b\" c/d"); "x//y"`],
    ['x = """{storage}/a b\n"""; y = "{storage}"', 'x = """S:/a b\n"""; y = "S:/"'],
    ["open('file:{storage}\\a b\\c') # {storage}/d, e//f", "open('file:S:/a b/c') # S:/d, e//f"],
    ["glob('{storage}/a/' + 'b//c')", "glob('S:/a/' + 'b//c')"],
    ["x = '{storage}' + '/y' + '{storage}_2/z'", "x = 'S:/' + '/y' + 'S:/_2/z'"],
    ["a('{jobs}/x y/z'); b('{tool}//q')", "a('S:/jobs/x y/z'); b('/opt//tool//q')"],
    ['{nope}/a//b', '{nope}/a//b'],
  ])('%j for Windows is %j', (text, windows) => {
    expect(handedOut(text, 'windows')).toBe(windows);
  });

  it.each([
    ["f(r'{storage}\\new\\x y\\', 1 / 2)", "f(r'/mnt/farm/new/x y/', 1 / 2)"],
    [String.raw`f("{storage}\\new\\x y")`, 'f("/mnt/farm/new/x y")'],
    [String.raw`print("{storage}/out\n//")`, String.raw`print("/mnt/farm/out\n/")`],
    ["x = '{storage}' + '/y'", "x = '/mnt/farm' + '/y'"],
  ])('%j for Linux is %j', (text, linux) => {
    expect(handedOut(text, 'linux')).toBe(linux);
  });

  it('is a network share for Blender, which takes "//" for the folder of the blend file', () => {
    expect(handedOut('a("{nas}/x"); b(r"{nas}\\x")', 'windows')).toBe(
      String.raw`a("\\\\nas/farm/x"); b(r"\\nas/farm/x")`,
    );
    expect(handedOut('a("{nas}/x")', 'linux')).toBe('a("/mnt/nas/x")');
  });

  it('is all that changes; the rest stays byte for byte', () => {
    const around = fc.string({ unit: fc.constantFrom('a', ' ', '\\', '/', '"', "'", '\n', '{', '}', '1', '#', ';') });
    const name = fc.stringMatching(/^[a-zA-Z0-9 ,;()[\].#_-]{1,8}$/);
    fc.assert(
      fc.property(
        fc.constantFrom('windows', 'linux', 'darwin'),
        fc.constantFrom('"', "'"),
        around,
        around,
        fc.array(name),
        fc.constantFrom('/', '\\', '\\\\'),
        fc.boolean(),
        (platform, quote, before, after, names, slash, isFolder) => {
          const path = names.map((part) => slash + part).join('') + (isFolder ? slash : '');
          const root = { windows: 'S:/', linux: '/mnt/farm', darwin: '/Volumes/the farm' }[platform] ?? '';
          const expected = names.map((part) => `/${part}`).join('') + (isFolder ? '/' : '');
          const right = root.endsWith('/') ? root + expected.slice(1) : root + expected;
          expect(handedOut(`${before}${quote}{storage}${path}${quote}${after}`, platform)).toBe(
            `${before}${quote}${right}${quote}${after}`,
          );
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('a path variable inside an argument', () => {
  it.each([
    ['{storage}/a b\\c, d/', 'S:\\a b\\c, d\\'],
    ['--output={storage}/my shots/a', '--output=S:\\my shots\\a'],
    ['-o{storage}/my shots/a', '-oS:\\my shots\\a'],
    ['PROJECT={storage}/my shots/a', 'PROJECT=S:\\my shots\\a'],
    ['movie={storage}/a.png[w];[in][w]overlay=W/2:H//2', 'movie=S:/a.png[w];[in][w]overlay=W/2:H//2'],
    ['concat:{storage}/a.mov|{storage}\\b.mov', 'concat:S:/a.mov|S:/b.mov'],
    ['{"out": "{nas}\\\\a b", "url": "http://x//y"}', '{"out": "//nas/farm/a b", "url": "http://x//y"}'],
    ['{storage}/a\nb//c', 'S:\\a\nb//c'],
  ])('%j for Windows is %j', (text, windows) => {
    expect(handedOut(text, 'windows', 'argument')).toBe(windows);
  });
});

it('a line of arguments has paths in it, and what follows --python-expr is a program', () => {
  const manager = buildVariableTable(DEFINITIONS, 'workers', 'linux');
  const target = buildVariableTable(DEFINITIONS, 'workers', 'windows');
  const parameters = {
    exeArgs: '{nas}/x.py -o "{storage}/my shots/" --scale 1//2',
    args: ['--python-expr', 'a = "{nas}/x"', '{nas}/y', 3],
  };
  expect(
    expandVariables([{ name: 'blender-render', parameters, total_step_count: 1 }], {
      manager,
      managerPlatform: 'linux',
      target,
      platform: 'windows',
    })[0]?.parameters,
  ).toEqual({
    exeArgs: '\\\\nas/farm/x.py -o "S:/my shots/" --scale 1//2',
    args: ['--python-expr', String.raw`a = "\\\\nas/farm/x"`, '\\\\nas\\farm\\y', 3],
  });
});
