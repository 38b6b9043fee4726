import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { definePlugin } from '#server/plugins/define-plugin.ts';
import { createPluginHost } from '#server/plugins/host.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';
import { SOMEBODY } from '#tests/support/actors.ts';

const CONFIG = 'plugins: {off: {enabled: false}, tuned: {speed: 7}, wrong: {speed: fast}}\n';

const states = (host: { statuses(): { id: string; state: string; error?: { message: string } | undefined }[] }) =>
  host.statuses().map(({ id, state, error }) => [id, state, ...(error ? [error.message] : [])].join(' '));

describe('plugins', () => {
  let manager: TestManager;
  let story: string[];
  beforeEach(async () => {
    manager = await startTestManager({ config: CONFIG });
    story = [];
  });
  afterEach(() => manager.stop());

  /** A plugin that records when it starts and stops. */
  function plugin<const Id extends string>(
    id: Id,
    parts: { requires?: string[]; start?: () => Promise<void>; stop?: () => void } = {},
  ) {
    return definePlugin({
      manifest: { id, name: id, version: '1.0.0', requires: parts.requires ?? [], description: 'For this spec.' },
      config: z.strictObject({ speed: z.int().default(1) }),
      async start({ config }) {
        await parts.start?.();
        story.push(`+${id}`);
        return config.speed;
      },
      stop() {
        story.push(`-${id}`);
        parts.stop?.();
      },
    });
  }

  it('start after the plugins that they require, and stop in reverse order', async () => {
    const host = createPluginHost({
      farm: manager.farm,
      plugins: [plugin('c', { requires: ['b', 'a'] }), plugin('a'), plugin('b', { requires: ['a'] })],
    });
    await host.start();
    expect(states(host)).toEqual(['c running', 'a running', 'b running']);
    await host.stop();
    expect(story).toEqual(['+a', '+b', '+c', '-c', '-b', '-a']);
    expect(states(host)).toEqual(['c stopped', 'a stopped', 'b stopped']);
  });

  it('get their own settings, offer what they return, and can be turned off', async () => {
    const host = createPluginHost({ farm: manager.farm, plugins: [plugin('off'), plugin('tuned'), plugin('wrong')] });
    await host.start();
    expect(host.api('tuned')).toBe(7);
    expect(host.api('off')).toBeUndefined();
    expect(states(host)).toEqual([
      'off off',
      'tuned running',
      expect.stringMatching(/^wrong failed flamenco-manager.yaml: plugins.wrong.speed: /),
    ]);
    await host.stop();
    expect(story).toEqual(['+tuned', '-tuned']);
  });

  it('that fail affect only plugins that require them', async () => {
    const fails = plugin('fails', { start: () => Promise.reject(new Error('no such server')) });
    const stuck = plugin('stuck', { start: () => new Promise<void>(() => undefined) });
    const host = createPluginHost({
      farm: manager.farm,
      limitMs: 50,
      plugins: [
        fails,
        plugin('needy', { requires: ['fails'] }),
        stuck,
        plugin('lost', { requires: ['nowhere'] }),
        plugin('fine'),
      ],
    });
    await host.start();
    expect(states(host)).toEqual([
      'fails failed no such server',
      'needy failed requires fails, which is not running',
      'stuck failed did not start within 50 ms',
      'lost failed requires nowhere, which is not installed',
      'fine running',
    ]);
    expect(manager.logLines.filter((line) => line.includes('"plugin":"fails"')).join('')).toContain('no such server');
    await host.stop();
  });

  it('that require each other do not start', async () => {
    const host = createPluginHost({
      farm: manager.farm,
      plugins: [plugin('a', { requires: ['b'] }), plugin('b', { requires: ['a'] })],
    });
    await host.start();
    expect(states(host)).toEqual([
      'a failed requires b, which cannot start before it',
      'b failed requires a, which cannot start before it',
    ]);
  });

  it('that fail to stop do not keep the others from stopping', async () => {
    const fails = plugin('fails', {
      stop: () => {
        throw new Error('busy');
      },
    });
    const host = createPluginHost({ farm: manager.farm, plugins: [plugin('a'), fails] });
    await host.start();
    await host.stop();
    expect(story).toEqual(['+a', '+fails', '-fails', '-a']);
    expect(states(host)).toEqual(['a stopped', 'fails failed busy']);
  });

  it('get the events that they ask for; a problem with one shows in their status', async () => {
    const seen: string[] = [];
    const listener = definePlugin({
      manifest: { id: 'listener', name: 'L', version: '1.0.0', requires: [], description: 'For this spec.' },
      config: z.strictObject({}),
      start: () => ({ prefix: 'seen' }),
      subscriptions: {
        'farm-status.changed': (event, api) => {
          seen.push(`${api.prefix} ${event.payload.status}`);
          return event.payload.status === 'idle'
            ? Promise.reject(new Error('cannot bear idleness'))
            : Promise.resolve();
        },
      },
    });
    const host = createPluginHost({ farm: manager.farm, plugins: [listener] });
    await host.start();
    await manager.farm.database.transaction(
      async (tx) => {
        tx.emit('manager.life-cycle', { type: 'manager-startup' });
        tx.emit('farm-status.changed', { status: 'active' });
        tx.emit('farm-status.changed', { status: 'idle' });
        return Promise.resolve();
      },
      { by: SOMEBODY },
    );
    await expect.poll(() => states(host)).toEqual(['listener running cannot bear idleness']);
    expect(seen).toEqual(['seen active', 'seen idle']);
    await host.stop();
  });
});
