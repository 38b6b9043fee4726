import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { duration } from '#server/config/declaration/duration.ts';
import { setting } from '#server/config/declaration/setting.ts';
import { saveSetup } from '#server/setup/save-setup.ts';
import { platformName } from '#shared/platform-name.ts';
import { SOMEBODY } from '#tests/support/actors.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

const CONFIG = `# written by hand
mqtt:
  client:
    password: hush-hush
plugins:
  notify: {webhook_url: 'https://chat.example/tell-nobody', retry_after: 2m}
variables:
  projects: {is_twoway: true, values: [{platform: linux, value: /mnt/projects}]}
`;

const NOTIFY = {
  manifest: { id: 'notify', description: 'For this spec.' },
  config: z.object({
    webhook_url: setting(z.string(), { default: '', description: 'For this spec.', secret: true }),
    retry_after: setting(duration, { default: '5m', description: 'For this spec.' }),
  }),
};

interface Shown extends Record<string, unknown> {
  readonly mqtt: { readonly client: Record<string, unknown> };
}

let manager: TestManager;
beforeEach(async () => {
  manager = await startTestManager({ config: CONFIG, plugins: [NOTIFY] });
});
afterEach(() => manager.stop());

const file = () => join(manager.folder, 'flamenco-manager.yaml');
const text = () => readFile(file(), 'utf8');
const shown = () => manager.client.get<Shown>('/configuration/file');
const put = (body: unknown) => manager.client.call('PUT', '/configuration/file', { body });
const variables = (platform = 'linux') =>
  manager.client.get<Record<string, { value: string }>>(`/configuration/variables/workers/${platform}`);

test('everybody is told which settings changed, but never their values', async () => {
  const told: unknown[] = [];
  manager.farm.events.listen((events) => told.push(...events.map(({ type, payload, by }) => [type, payload, by.kind])));
  const settings = await shown();
  await put(settings);
  await put({ ...settings, manager_name: 'Renamed farm' });
  expect(told).toEqual([['settings.changed', { keys: ['manager_name'] }, 'open']]);
});

describe('the settings page', () => {
  test('gets all settings, without secrets and without the implicit variable', async () => {
    const settings = await shown();
    expect(settings).toMatchObject({
      _meta: { version: 3 },
      listen: ':8080',
      database_check_period: '10m0s',
      mqtt: { client: { enabled: false, clientID: 'flamenco', password: '••••••' } },
      plugins: { notify: { webhook_url: '••••••', retry_after: '2m' } },
      variables: {
        projects: { is_twoway: true, values: [{ platform: 'linux', value: '/mnt/projects' }] },
        blender: { values: [{ platform: 'linux' }, { platform: 'windows' }, { platform: 'darwin' }] },
      },
    });
    expect(settings['variables']).not.toHaveProperty('jobs');
    expect(JSON.stringify(settings)).not.toMatch(/hush-hush|tell-nobody/);
  });

  test('can send back what it got: nothing changes, secrets stay, comments too', async () => {
    const before = await shown();
    expect((await put(before)).status).toBe(204);
    expect(await shown()).toEqual(before);
    expect(await text()).toMatch(/# written by hand[^]*password: hush-hush[^]*chat.example\/tell-nobody/);
    expect(manager.farm.config.settings.mqtt.client.password).toBe('hush-hush');
    expect(manager.logLines.join('')).not.toMatch(/hush-hush|tell-nobody/);
  });

  test('changes a secret by sending a new one, and removes it by sending none', async () => {
    const settings = await shown();
    await put({ ...settings, mqtt: { client: { ...settings.mqtt.client, password: 'louder' } } });
    expect(manager.farm.config.settings.mqtt.client.password).toBe('louder');
    expect((await shown()).mqtt.client['password']).toBe('••••••');
    await put({ ...settings, mqtt: { client: { ...settings.mqtt.client, password: '' } } });
    expect(manager.farm.config.settings.mqtt.client.password).toBe('');
    expect((await shown()).mqtt.client['password']).toBe('');
  });

  test('is refused with the faulty key, and nothing is written', async () => {
    const [before, time] = [await text(), (await stat(file())).mtimeMs];
    const answer = await put({ manager_name: 'x', shaman: { garbageCollect: { maxAge: '31 days' } } });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 400, message: 'shaman.garbageCollect.maxAge: "31 days" is not a duration like 90s or 10m0s' },
    });
    expect(await text()).toBe(before);
    expect((await stat(file())).mtimeMs).toBe(time);
    expect(manager.farm.config.settings.manager_name).toBe('Test farm');
  });

  test('is refused with the faulty key of a plugin, and without its secret', async () => {
    const refusal = async (notify: object) => (await put({ plugins: { notify } })).body;
    expect(await refusal({ retry_after: 3 })).toEqual({
      code: 400,
      message: 'plugins.notify.retry_after: 3 is not a duration like 90s or 10m0s',
    });
    expect(await refusal({ webhook_url: ['tell-nobody'] })).toEqual({
      code: 400,
      message: 'plugins.notify.webhook_url: is not a text',
    });
    expect(await text()).toContain('retry_after: 2m');
  });

  test('applies variables, names and thresholds at once; other keys wait for a restart and are logged', async () => {
    const settings = await shown();
    const values = [{ platforms: ['linux', 'darwin'], value: '/opt/blender' }];
    const change = { manager_name: 'New', blocklist_threshold: 9, worker_timeout: '5m', listen: ':9999' };
    expect((await put({ ...settings, ...change, variables: { blender: { values } } })).status).toBe(204);
    expect(await variables('darwin')).toMatchObject({ blender: { value: '/opt/blender' } });
    expect(await variables()).not.toHaveProperty('projects');
    expect(await manager.client.get('/version')).toMatchObject({ name: 'New' });
    expect(manager.farm.config.settings).toMatchObject({ blocklist_threshold: 9, worker_timeout: 300_000 });
    expect(manager.farm.configuration.waitingForRestart).toEqual(['listen']);
    expect(manager.logLines.join('')).toContain('"keys":["listen"]');
  });

  test('changes the shared storage in the answers to clients that ask where it is', async () => {
    const settings = await shown();
    await put({ ...settings, shared_storage_path: '/mnt/projects/farm', shaman: { enabled: false } });
    const location = await manager.client.get('/configuration/shared-storage/users/linux');
    expect(location).toMatchObject({ location: '/mnt/projects/farm', audience: 'users', platform: 'linux' });
    expect(await variables('windows')).toMatchObject({ jobs: { value: '/mnt/projects/farm' } });
  });

  test('never leaves half a file if several people save at once; one of them wins', async () => {
    const settings = await shown();
    const names = Array.from({ length: 12 }, (_, index) => `Farm ${index}`);
    const answers = await Promise.all(names.map((name) => put({ ...settings, manager_name: name })));
    expect(answers.map((answer) => answer.status)).toEqual(names.map(() => 204));
    const kept = await shown();
    expect(names).toContain(kept['manager_name']);
    expect(await text()).toContain(`manager_name: ${String(kept['manager_name'])}\n`);
    expect(await text()).toContain('password: hush-hush\n');
  });
});

describe('asking for the configuration', () => {
  test('reads the file again', async () => {
    const configuration = () => manager.client.call('GET', '/configuration');
    expect(await configuration()).toMatchObject({ status: 200, body: { isFirstRun: false } });
    await writeFile(file(), '_meta: {version: 3}\nvariables: {hand: {values: [{platform: all, value: made}]}}\n');
    expect(await configuration()).toMatchObject({ body: { isFirstRun: true, storageLocation: '' } });
    expect(await variables()).toMatchObject({ hand: { value: 'made' } });
    await writeFile(file(), '_meta: {version: 3}\ntask_timeout: [');
    expect(await configuration()).toMatchObject({ status: 500, body: { message: expect.stringMatching(/line 2/) } });
    expect(await variables()).toMatchObject({ hand: { value: 'made' } });
  });
});

describe('the setup assistant', () => {
  const save = (blenderExecutable: object, storageLocation = join('/mnt', 'farm')) =>
    manager.client.call('POST', '/configuration/setup-assistant', {
      body: {
        storageLocation,
        blenderExecutable: { is_usable: true, cause: '', input: '', path: '', ...blenderExecutable },
      },
    });

  test.each([
    ['what was typed', { source: 'path_envvar', input: 'blender-4', path: '/usr/bin/blender-4' }, 'blender-4'],
    [
      'the path, as it is',
      { source: 'input_path', input: '/opt', path: '/opt/b (4);5/blender' },
      '/opt/b (4);5/blender',
    ],
    ['the path', { source: 'system_location', input: 'x', path: '/Applications/Blender' }, '/Applications/Blender'],
    ['any Blender', { source: 'file_association', path: 'C:\\Blender\\blender.exe' }, 'blender'],
    ['any Blender', { source: 'default' }, 'blender'],
  ])('stores %s for workers on the platform of the manager', async (_what, blender, stored) => {
    expect((await save(blender)).status).toBe(204);
    const args = { blenderArgs: { value: '-b -y' } };
    expect(await variables(platformName())).toMatchObject({ blender: { value: stored }, ...args });
    expect(manager.farm.config.paths.sharedStorage).toBe('/mnt/farm');
  });

  test.each([
    ['windows', String.raw`C:\Program Files\b\blender.exe`],
    ['darwin', '/Applications/Blender.app/Contents/MacOS/Blender'],
    ['linux', '/opt/blender/blender'],
    ['freebsd', '/usr/local/bin/blender'],
  ])('leaves workers on other platforms than %s to find theirs', async (platform, path) => {
    const any: Record<string, string> = { linux: 'blender', windows: 'blender.exe', darwin: 'blender' };
    const chosen = { source: 'input_path' as const, input: path, path, is_usable: true, cause: '' };
    await saveSetup(manager.farm, SOMEBODY, { storageLocation: '/mnt/farm', blenderExecutable: chosen }, platform);
    for (const [each, name] of Object.entries({ ...any, [platform]: path }))
      expect(await variables(each)).toMatchObject({ blender: { value: name } });
  });

  test('leaves all other settings as they are, and the manager restarts once', async () => {
    await save({ source: 'default' });
    expect(manager.restarts).toBe(1);
    expect(await variables()).toMatchObject({ projects: { value: '/mnt/projects' } });
    expect(await text()).toMatch(/# written by hand[^]*password: hush-hush/);
  });

  test('does not restart the manager if it is refused', async () => {
    const before = await text();
    expect((await save({ source: 'input_path' })).status).toBe(400);
    expect(manager.restarts).toBe(0);
    expect(await text()).toBe(before);
  });
});
