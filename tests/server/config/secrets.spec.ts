import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { group, openGroup, setting } from '#server/config/declaration/setting.ts';
import { hideSecrets, restoreSecrets, SECRET_PLACEHOLDER, secretTexts } from '#server/config/secrets.ts';

const text = (facts: { secret?: true | 'in-address' } = {}) =>
  setting(z.string(), { default: '', description: 'For this spec.', ...facts });
const list = setting(z.array(z.string()), { default: [], description: 'For this spec.', secret: true });
const about = { description: 'For this spec.' };

const tree = z.object({
  database: text({ secret: 'in-address' }),
  mqtt: group(about, {
    broker: text({ secret: 'in-address' }),
    password: text({ secret: true }),
    username: text(),
  }),
  // The name does not give it away, but this address lets anyone write into the chat room.
  notify: group(about, { webhook_url: text({ secret: true }), tokens: list, token_name: text() }),
  hosts: setting(z.record(z.string(), z.array(z.string())), { default: {}, ...about, secret: 'in-address' }),
  plugins: openGroup(about, { known: group(about, { key: text({ secret: true }), room: text() }) }),
});
const stored = {
  database: 'postgres://farm:p@ss@db:5432/farm',
  mqtt: { broker: 'tcp://user:pw@host:1883', password: 'hush', username: 'u' },
  notify: { webhook_url: 'https://chat.example/hooks/0815', tokens: ['a', 'b'], token_name: 'farm' },
  hosts: { west: ['http://a', 'http://x:y@b'] },
  plugins: { known: { key: 'k', room: '#farm' } },
};
const hide = (settings: unknown) => hideSecrets(tree, settings);
const restore = (shown: unknown, kept: unknown = stored) => restoreSecrets(tree, shown, kept);

describe('secrets of the configuration', () => {
  it('are not shown, whatever their keys are called, not even inside addresses and lists', () => {
    expect(hide(stored)).toEqual({
      database: `postgres://farm:${SECRET_PLACEHOLDER}@db:5432/farm`,
      mqtt: { broker: `tcp://user:${SECRET_PLACEHOLDER}@host:1883`, password: SECRET_PLACEHOLDER, username: 'u' },
      notify: {
        webhook_url: SECRET_PLACEHOLDER,
        tokens: [`${SECRET_PLACEHOLDER}1`, `${SECRET_PLACEHOLDER}2`],
        token_name: 'farm',
      },
      hosts: { west: ['http://a', `http://x:${SECRET_PLACEHOLDER}@b`] },
      plugins: { known: { key: SECRET_PLACEHOLDER, room: '#farm' } },
    });
  });

  it('are shown as empty if there are none', () => {
    expect(hide({ mqtt: { password: '' }, notify: { tokens: [] } })).toEqual({
      mqtt: { password: '' },
      notify: { tokens: [] },
    });
  });

  it('are hidden even if they are not texts', () => {
    expect(hide({ mqtt: { password: 1234 }, notify: { tokens: [{ a: 1 }] } })).toEqual({
      mqtt: { password: SECRET_PLACEHOLDER },
      notify: { tokens: [`${SECRET_PLACEHOLDER}1`] },
    });
  });

  it('could be in anything undeclared, so undeclared values are left out', () => {
    expect(hide({ mqtt: 'hush', plugins: { unknown: { key: 'k' }, known: { other: 'x', room: 'r' } } })).toEqual({
      plugins: { known: { room: 'r' } },
    });
  });

  it('stay as they are stored when what was shown is sent back', () => {
    expect(restore(hide(stored))).toEqual(stored);
  });

  it('change when another text is sent', () => {
    const sent = { mqtt: { password: 'new' }, database: 'postgres://farm:new@db/farm' };
    expect(restore(sent)).toEqual(sent);
  });

  it('in a list can be removed and moved, and new ones can be added after them', () => {
    const send = (...tokens: string[]) => restore({ notify: { tokens } }, { notify: { tokens: ['first', 'second'] } });
    expect(send(`${SECRET_PLACEHOLDER}2`)).toEqual({ notify: { tokens: ['second'] } });
    expect(send('new', `${SECRET_PLACEHOLDER}1`)).toEqual({ notify: { tokens: ['new', 'first'] } });
    expect(send(SECRET_PLACEHOLDER, SECRET_PLACEHOLDER)).toEqual({ notify: { tokens: ['first', 'second'] } });
  });

  it('of the entries of a list stay with their entry when the list changes', () => {
    const room = z.object({ url: text({ secret: true }), name: text() });
    const rooms = z.object({ rooms: setting(z.array(room), { default: [], ...about }) });
    const kept = {
      rooms: [
        { url: 'first', name: 'a' },
        { url: 'second', name: 'b' },
      ],
    };
    const shown = {
      rooms: [
        { url: '••••••1', name: 'a' },
        { url: '••••••2', name: 'b' },
      ],
    };
    const [a, b] = shown.rooms;
    expect(hideSecrets(rooms, kept)).toEqual(shown);
    expect(restoreSecrets(rooms, { rooms: [{ url: 'new', name: 'c' }, b, a] }, kept)).toEqual({
      rooms: [
        { url: 'new', name: 'c' },
        { url: 'second', name: 'b' },
        { url: 'first', name: 'a' },
      ],
    });
    expect(restoreSecrets(rooms, { rooms: [b] }, kept)).toEqual({ rooms: [{ url: 'second', name: 'b' }] });
    expect(secretTexts(rooms, kept)).toEqual(['first', 'second']);
  });

  it('of named entries stay with the name', () => {
    const things = z.object({
      rooms: setting(z.record(z.string(), z.object({ url: text({ secret: true }) })), { default: {}, ...about }),
    });
    const kept = { rooms: { a: { url: 'first' }, b: { url: 'second' } } };
    expect(hideSecrets(things, kept)).toEqual({ rooms: { a: { url: '••••••' }, b: { url: '••••••' } } });
    expect(restoreSecrets(things, { rooms: { b: { url: '••••••' }, c: { url: '••••••' } } }, kept)).toEqual({
      rooms: { b: { url: 'second' }, c: {} },
    });
  });

  it('that were a single text become the first of a list, and the other way round', () => {
    const send = (shown: unknown, kept: unknown) =>
      restore({ notify: { tokens: shown } }, { notify: { tokens: kept } });
    expect(send([SECRET_PLACEHOLDER, 'new'], 'old')).toEqual({ notify: { tokens: ['old', 'new'] } });
    expect(send(SECRET_PLACEHOLDER, ['old'])).toEqual({ notify: { tokens: 'old' } });
  });

  it('are left out where nothing is stored', () => {
    const sent = { database: `postgres://farm:${SECRET_PLACEHOLDER}@db/farm`, mqtt: { password: SECRET_PLACEHOLDER } };
    expect(restore(sent, {})).toEqual({ database: 'postgres://farm@db/farm', mqtt: {} });
  });

  it('can be listed for code that must not repeat them', () => {
    expect(secretTexts(tree, stored)).toEqual([
      'p@ss',
      'pw',
      'hush',
      'https://chat.example/hooks/0815',
      'a',
      'b',
      'y',
      'k',
    ]);
  });
});
