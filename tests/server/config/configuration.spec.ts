import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Configuration } from '#server/config/configuration.ts';
import { setting } from '#server/config/declaration/setting.ts';
import { declareSettings } from '#server/config/declare-settings.ts';
import { loadConfig } from '#server/config/load-config.ts';

const OURS = `# The farm of the studio.
_meta:
  version: 3
manager_name: Studio # as on the door
future: {key: 1} # soon
# where people look
listen: :8080
shaman:
  enabled: no # too slow here
  checkoutPath: /old # from an older version
variables:
  # the projects
  projects:
    is_twoway: yes
    values:
    - platforms: [linux, freebsd]
      value: /mnt/projects # the big disk
    - platform: windows
      value: 'P:\\'
plugins:
  last-rendered: {quality: 80}
`;

let home = '';
const file = () => join(home, 'flamenco-manager.yaml');
const text = () => readFile(file(), 'utf8');
const declaration = declareSettings([
  {
    manifest: { id: 'last-rendered', description: 'For this spec.' },
    config: z.object({ quality: setting(z.int().max(100), { default: 85, description: 'For this spec.' }) }),
  },
]);
const open = async (options = {}) => new Configuration(await loadConfig({ home, declaration }), options);

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'config-'));
});
afterEach(() => rm(home, { recursive: true }));

describe('all settings are replaced', () => {
  const projects = {
    is_twoway: true,
    values: [
      { platforms: ['linux', 'freebsd'], value: '/mnt/projects' },
      { platform: 'windows', value: 'P:\\' },
    ],
  };

  it('keeping comments, and keys that mean nothing to this manager', async () => {
    await writeFile(file(), OURS);
    const configuration = await open();
    await configuration.replace({
      manager_name: 'Other',
      shaman: { enabled: false },
      variables: {
        projects: { ...projects, values: [{ ...projects.values[0], value: '/mnt/new' }, projects.values[1]] },
      },
    });
    expect(await text()).toBe(
      OURS.replace('Studio #', 'Other #')
        .replace('# where people look\nlisten: :8080\n', '')
        .replace('enabled: no', 'enabled: false')
        .replace('is_twoway: yes', 'is_twoway: true')
        .replaceAll('    - platform', '      - platform')
        .replaceAll('      value: ', '        value: ')
        .replace('[linux, freebsd]', '[ linux, freebsd ]')
        .replace('{key: 1}', '{ key: 1 }')
        .replace('{quality: 80}', '{ quality: 80 }')
        .replace('/mnt/projects #', '/mnt/new #'),
    );
    expect(configuration.current.settings).toMatchObject({ manager_name: 'Other', listen: ':8080' });
  });

  it('and absent ones get their default, but the settings of plugins stay unless they are sent', async () => {
    await writeFile(file(), OURS);
    const configuration = await open();
    await configuration.replace({});
    expect(Object.keys(configuration.current.settings.variables)).toEqual(['blender', 'blenderArgs']);
    expect(configuration.current.settings).toMatchObject({
      manager_name: 'Flamenco',
      plugins: { 'last-rendered': { quality: 80 } },
    });
    expect(await text()).toContain('checkoutPath: /old # from an older version\n');
    await configuration.replace({ plugins: {} });
    expect(configuration.current.settings.plugins).toEqual({});
  });

  it('and unknown keys and nulls of the request are left out', async () => {
    const configuration = await open();
    await configuration.replace({ listne: ':1', shaman: { period: 1 }, manager_name: null });
    expect(await text()).not.toMatch(/listne|period|manager_name/);
  });

  it('even with texts that YAML could take for something else', async () => {
    const names = [
      'yes',
      '3.10',
      '# no',
      '- a',
      'a: b',
      ' x ',
      '"',
      "'",
      '',
      'null',
      '~',
      'line\nbreak',
      '[',
      '&a',
      '*a',
    ];
    const configuration = await open();
    for (const name of names) {
      await configuration.replace({ manager_name: name });
      expect(configuration.current.settings.manager_name).toBe(name);
      expect((await loadConfig({ home })).settings.manager_name).toBe(name);
    }
  });

  it('by what was shown before, without any effect', async () => {
    await writeFile(file(), OURS);
    const before = (await open()).current;
    const written = await (await open()).writeOut();
    expect(written.variables).toEqual(before.variables);
    expect(written.settings).toEqual(before.settings);
    const again = await text();
    await (await open()).writeOut();
    expect(await text()).toBe(again);
    expect(again).toContain('worker_timeout: 1m0s\n');
  });

  it('but not while the existing file is not valid YAML', async () => {
    const configuration = await open();
    await writeFile(file(), '_meta: {version: 3}\nlisten: "a');
    await expect(configuration.replace({})).rejects.toThrow(/^flamenco-manager.yaml, line 2: /);
    expect(await text()).toBe('_meta: {version: 3}\nlisten: "a');
  });

  it('even if an existing value could not be used', async () => {
    const configuration = await open();
    await writeFile(file(), '_meta: {version: 3}\nlisten: nowhere\nfuture: 1\n');
    await configuration.replace({ listen: ':8081' });
    expect(await text()).toBe('_meta: { version: 3 }\nlisten: :8081\nfuture: 1\n');
  });

  it('keeping the settings of plugins that are not installed, and accepting no new ones for them', async () => {
    await writeFile(file(), `${OURS}  elsewhere: {key: kept}\n`);
    const configuration = await open();
    await configuration.replace({
      plugins: { elsewhere: { key: 'new' }, other: {}, 'last-rendered': { quality: 70 } },
    });
    expect(await text()).toContain('plugins:\n  last-rendered: { quality: 70 }\n  elsewhere: { key: kept }\n');
    expect(configuration.current.warnings).toContain(
      'flamenco-manager.yaml, line 9: plugins.elsewhere: is not the id of an installed plugin and has no effect; check its spelling',
    );
  });

  it('but not if a plugin could not use its settings', async () => {
    await writeFile(file(), OURS);
    const configuration = await open();
    const bad = configuration.replace({ plugins: { 'last-rendered': { quality: 101 } } });
    await expect(bad).rejects.toMatchObject({
      code: 'bad-request',
      message: 'plugins.last-rendered.quality: must be at most 100',
    });
    expect(await text()).toBe(OURS);
  });

  it('even if settings of a plugin that stay could not be used; they cause a warning', async () => {
    await writeFile(file(), OURS.replace('quality: 80', 'quality: high'));
    const configuration = await open();
    await configuration.replace({ manager_name: 'Other' });
    expect(configuration.current).toMatchObject({
      settings: { manager_name: 'Other', plugins: { 'last-rendered': { quality: 'high' } } },
      warnings: expect.arrayContaining([
        expect.stringMatching(/, line 9: plugins\.last-rendered\.quality: "high" is not a number$/),
      ]),
    });
  });

  it('keeping the stored password in place of the placeholder, even one that looks like a number', async () => {
    await writeFile(file(), '_meta: {version: 3}\nmqtt:\n  client:\n    password: 0123\n');
    const configuration = await open();
    await configuration.replace({ mqtt: { client: { password: '••••••', broker: 'tcp://b:1883' } } });
    expect(configuration.current.settings.mqtt.client).toMatchObject({ password: '0123', broker: 'tcp://b:1883' });
  });
});

describe('several writers', () => {
  it('leave a complete file, that of the last one', async () => {
    const configuration = await open();
    const names = Array.from({ length: 30 }, (_, index) => `Farm ${index}`);
    let reading = true;
    const reader = (async () => {
      while (reading) expect((await loadConfig({ home })).settings.manager_name).toMatch(/^Fl?a/);
    })();
    await Promise.all(names.map((name) => configuration.replace({ manager_name: name })));
    reading = false;
    await reader;
    expect((await loadConfig({ home })).settings.manager_name).toBe('Farm 29');
    expect(configuration.current.settings.manager_name).toBe('Farm 29');
    expect(await readdir(home)).toEqual(['flamenco-manager.yaml']);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  it('are not held up by one that was refused', async () => {
    const configuration = await open();
    const bad = configuration.replace({ task_timeout: 'long' });
    const good = configuration.replace({ task_timeout: '5m' });
    await expect(bad).rejects.toThrow('task_timeout: "long"');
    expect((await good).settings.task_timeout).toBe(300_000);
  });
});

it('leave the old file valid if the manager is killed before the new one is in place', async () => {
  await writeFile(file(), '_meta: {version: 3}\nmanager_name: Old\n');
  const script = fileURLToPath(new URL('fixtures/stuck-writer.ts', import.meta.url));
  const writer = spawn(process.execPath, [script, home], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = (await once(writer.stdout, 'data')) as [Buffer];
  expect(String(said[0])).toBe('about to rename\n');
  writer.kill('SIGKILL');
  await once(writer, 'close');
  expect((await readdir(home)).toSorted()).toEqual(['flamenco-manager.yaml', 'flamenco-manager.yaml~']);
  const configuration = await open();
  expect(configuration.current.settings.manager_name).toBe('Old');
  await configuration.replace({ manager_name: 'Newer' });
  expect(await readdir(home)).toEqual(['flamenco-manager.yaml']);
});

describe('while the manager runs', () => {
  it('the file can be read again; a file that cannot be used changes nothing', async () => {
    const configuration = await open();
    await writeFile(file(), '_meta: {version: 3}\nmanager_name: By hand\n');
    await configuration.reload();
    expect(configuration.current.settings.manager_name).toBe('By hand');
    await writeFile(file(), '_meta: {version: 2}\n');
    await expect(configuration.reload()).rejects.toThrow(/_meta.version/);
    expect(configuration.current.settings.manager_name).toBe('By hand');
  });

  it('changed keys that take effect after a restart are listed until they are changed back', async () => {
    const configuration = await open();
    await configuration.replace({ listen: ':9', task_timeout: '1m', shaman: { enabled: false }, manager_name: 'x' });
    expect(configuration.waitingForRestart).toEqual(['listen', 'shaman.enabled']);
    await configuration.replace({});
    expect(configuration.waitingForRestart).toEqual([]);
  });

  it('changed settings of plugins take effect after a restart, but writing out a default is no change', async () => {
    const configuration = await open();
    await configuration.replace({ plugins: { 'last-rendered': { enabled: true, quality: 85 } } });
    expect(configuration.waitingForRestart).toEqual([]);
    await configuration.replace({ plugins: { 'last-rendered': { enabled: false, quality: 84 } } });
    expect(configuration.waitingForRestart).toEqual(['plugins.last-rendered.enabled', 'plugins.last-rendered.quality']);
  });

  it('the secrets it had at startup and those it has now are known to the code that must not reveal them', async () => {
    const configuration = await open();
    await configuration.replace({ mqtt: { client: { password: 'first-password' } } });
    expect(configuration.secrets).toEqual(['first-password']);
    const later = await open();
    await later.replace({ mqtt: { client: { password: 'second-password' } }, database: 'postgres://f:pass-word@db/f' });
    expect(later.secrets).toEqual(['first-password', 'pass-word', 'second-password']);
  });

  it('the first run continues if the setup assistant was asked for', async () => {
    await writeFile(file(), '_meta: {version: 3}\nshared_storage_path: /farm\n');
    expect((await open()).current.isFirstRun).toBe(false);
    const configuration = await open({ forceSetup: true });
    expect(configuration.current.isFirstRun).toBe(true);
    expect((await configuration.reload()).isFirstRun).toBe(true);
  });
});
