import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { complaintOf } from '#server/config/declaration/complaint.ts';
import { defaultOf } from '#server/config/declaration/default-of.ts';
import { duration } from '#server/config/declaration/duration.ts';
import { fitJson, fitYaml } from '#server/config/declaration/fit-data.ts';
import { group, openGroup, setting } from '#server/config/declaration/setting.ts';
import { keyName, schemaAt, secretAt, settingsOf } from '#server/config/declaration/tree.ts';
import { readYaml } from '#server/config/read-yaml.ts';
import { parseGoDuration } from '#server/domain/duration.ts';

const about = { description: 'For this spec.' };
const text = (facts = {}) => setting(z.string(), { default: '', ...about, ...facts });

const tree = z.object({
  name: text(),
  on: setting(z.boolean(), { default: false, ...about }),
  speed: setting(z.number().min(0.5), { default: 1, ...about }),
  wait: setting(duration, { default: '90s', ...about, restart: true }),
  mode: setting(z.enum(['fast', 'safe']), { default: 'safe', ...about }),
  one_or_more: setting(z.union([z.boolean(), z.string(), z.array(z.string()).min(1)]), { default: '', ...about }),
  groups: group(
    { ...about, ours: true },
    { inner: group({ ...about, restart: true }, { key: text({ secret: true }) }), other: text() },
  ),
  address: text({ secret: 'in-address' }),
  rooms: setting(
    z
      .array(z.object({ url: text({ secret: true }), name: z.string() }))
      .refine(
        (rooms) => new Set(rooms.map(({ name }) => name)).size === rooms.length,
        'is not a list of different rooms',
      ),
    { default: [], ...about },
  ),
  shares: setting(z.record(z.string(), z.object({ size: z.number().optional() })), { default: {}, ...about }),
  plugins: openGroup(about, { known: group(about, { level: setting(z.int(), { default: 0, ...about }) }) }),
});
const yaml = (content: string) => fitYaml(tree, readYaml(content, 'file.yaml'));

describe('the meaning of a YAML scalar depends on its key', () => {
  it.each([
    ['name: 1.10', { name: '1.10' }],
    ['name: 0123', { name: '0123' }],
    ['name: yes', { name: 'yes' }],
    ['name:', {}],
    ['on: yes', { on: true }],
    ['on: Off', { on: false }],
    ['on: "true"', { on: true }],
    ['on: maybe', { on: 'maybe' }],
    ['speed: 1.50', { speed: 1.5 }],
    ['speed: "2"', { speed: 2 }],
    ['speed: 1e3', { speed: '1e3' }],
    ['wait: 90', { wait: '90' }],
    ['one_or_more: on', { one_or_more: true }],
    ['one_or_more: 0123', { one_or_more: '0123' }],
    ['one_or_more: [01, yes]', { one_or_more: ['01', 'yes'] }],
    ['shares: {7: {size: 7}}', { shares: { '7': { size: 7 } } }],
    ['plugins: {known: {level: "3"}}', { plugins: { known: { level: 3 } } }],
    ['groups: {inner: {key: 0815}}', { groups: { inner: { key: '0815' } } }],
    ['name: &n 010\ngroups: {other: *n}', { name: '010', groups: { other: '010' } }],
  ])('%j is %j', (content, data) => {
    expect(yaml(content)).toEqual({ data, unknown: [] });
  });

  it('but keys that an open group does not know keep the value that YAML gives them', () => {
    expect(yaml('plugins: {other: {level: 3, on: true, name: 1.10}}')).toEqual({
      data: { plugins: { other: { level: 3, on: true, name: 1.1 } } },
      unknown: [['plugins', 'other']],
    });
  });
});

describe('keys that are not declared', () => {
  const content =
    'nmae: x\ngroups: {inner: {kee: x, key: y}}\nshares: {a: {siez: 1}}\nplugins: {known: {lvl: 1}, b: {}}';
  const unknown = [
    ['nmae'],
    ['groups', 'inner', 'kee'],
    ['shares', 'a', 'siez'],
    ['plugins', 'known', 'lvl'],
    ['plugins', 'b'],
  ];

  it('are found at any depth, and left out', () => {
    expect(yaml(content)).toEqual({
      data: { groups: { inner: { key: 'y' } }, shares: { a: {} }, plugins: { known: {}, b: {} } },
      unknown,
    });
  });

  it('are left out of JSON for open groups too', () => {
    expect(fitJson(tree, readYaml(content, 'file.yaml').values)).toEqual({
      data: { groups: { inner: { key: 'y' } }, shares: { a: {} }, plugins: { known: {} } },
      unknown,
    });
  });

  it('do not include those that every JavaScript object has', () => {
    expect(fitJson(tree, JSON.parse('{"toString": 1, "__proto__": {"name": "x"}, "constructor": {}}'))).toEqual({
      data: {},
      unknown: [['toString'], ['__proto__'], ['constructor']],
    });
  });
});

describe('a refusal', () => {
  const complaint = (given: unknown) => {
    const parsed = tree.safeParse(given);
    if (parsed.success) throw new Error('it was not refused');
    const { path, text: told } = complaintOf(tree, parsed.error, given);
    return `${keyName(path)}: ${told}`;
  };

  it.each([
    [{ name: 3 }, 'name: 3 is not a text'],
    [{ name: 'x', on: 'yes' }, 'on: "yes" is neither true nor false'],
    [{ speed: 'fast' }, 'speed: "fast" is not a number'],
    [{ speed: 0.1 }, 'speed: must be at least 0.5'],
    [{ wait: 90 }, 'wait: 90 is not a duration like 90s or 10m0s'],
    [{ wait: '-1s' }, 'wait: "-1s" is negative; write 0s or more'],
    [{ mode: 'best' }, 'mode: "best" is not one of fast, safe'],
    [{ one_or_more: [] }, 'one_or_more: must not be empty'],
    [{ groups: 'x' }, 'groups: must have keys of its own below it'],
    [{ shares: { 'a b': { size: 'x' } } }, 'shares["a b"].size: "x" is not a number'],
    [{ plugins: { known: { level: 0.5 } } }, 'plugins.known.level: 0.5 is not a whole number'],
    [{ name: 'x'.repeat(3), on: 'y'.repeat(100) }, `on: "${'y'.repeat(79)}… is neither true nor false`],
    [{ name: 3, on: 3 }, 'name: 3 is not a text (and 1 more)'],
  ])('of %j says "%s"', (given, told) => {
    expect(complaint(given)).toBe(told);
  });

  it('never repeats a secret', () => {
    expect(complaint({ groups: { inner: { key: ['hush'] } } })).toBe('groups.inner.key: is not a text');
    expect(complaint({ address: { url: 'x://u:hush@h' } })).toBe('address: is not a text');
    expect(complaint({ address: ['x'] })).toBe('address: ["x"] is not a text');
    expect(
      complaint({
        rooms: [
          { url: 'hush', name: 'a' },
          { url: 'hush', name: 'a' },
        ],
      }),
    ).toBe('rooms: [{"url":"••••••1","name":"a"},{"url":"••••••2","name":"a"}] is not a list of different rooms');
    expect(complaint({ rooms: [{ url: 7, name: 'a' }] })).toBe('rooms[0].url: is not a text');
  });
});

describe('a setting', () => {
  it('takes on what its groups say', () => {
    expect(
      settingsOf(tree).map(({ path, facts: { restart, ours, secret } }) => [keyName(path), { restart, ours, secret }]),
    ).toEqual([
      ['name', {}],
      ['on', {}],
      ['speed', {}],
      ['wait', { restart: true }],
      ['mode', {}],
      ['one_or_more', {}],
      ['groups.inner.key', { restart: true, ours: true, secret: true }],
      ['groups.other', { ours: true }],
      ['address', { secret: 'in-address' }],
      ['rooms', {}],
      ['shares', {}],
      ['plugins.known.level', {}],
    ]);
  });

  it('is found by its path, and so are the parts of its value', () => {
    expect(schemaAt(tree, ['groups', 'other'])).toBe(settingsOf(tree)[7]?.schema);
    expect(schemaAt(tree, ['shares', 'a', 'size'])).toBeInstanceOf(z.ZodOptional);
    expect(schemaAt(tree, ['shares', 'a', 'nowhere'])).toBeUndefined();
  });

  it('that is secret makes everything in its value secret', () => {
    const secret = setting(z.record(z.string(), z.array(z.string())), { default: {}, ...about, secret: true });
    const all = z.object({ secret, inner: group(about, { name: text() }) });
    expect(secretAt(all, ['secret', 'a', 3])).toBe(true);
    expect(secretAt(all, ['secret'])).toBe(true);
    expect(secretAt(all, ['inner', 'name'])).toBeUndefined();
    expect(secretAt(all, ['nowhere', 'name'])).toBeUndefined();
  });

  it('shows its default the way a file would have it', () => {
    expect(settingsOf(tree).map(({ schema }) => defaultOf(schema))).toEqual([
      '',
      false,
      1,
      '1m30s',
      'safe',
      '',
      '',
      '',
      '',
      [],
      {},
      0,
    ]);
  });
});

describe('a duration', () => {
  const { pattern } = z.toJSONSchema(duration, { io: 'input' });
  const isTyped = (written: string) => new RegExp(pattern ?? '', 'u').test(written);
  const pieces = fc.constantFrom('0', '1', '90', '1.5', '.5', '.', '+', 's', 'ms', 'm', 'h', 'µs', 'd', ' ', 'x');

  it('is accepted by the pattern that forms use if the manager accepts it', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
        const written = parts.join('');
        expect([written, isTyped(written)]).toEqual([written, duration.safeParse(written).success]);
      }),
      { numRuns: 3000 },
    );
  });

  it('is refused by that pattern as well if it is negative', () => {
    expect(['-1s', '-1h30m', '1h-30m'].filter(isTyped)).toEqual([]);
  });

  it('is shown in the notation in which it is read', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 10 }), (milliseconds) => {
        expect(parseGoDuration(String(z.encode(duration, milliseconds)))).toBe(milliseconds);
      }),
    );
  });
});
