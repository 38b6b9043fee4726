import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configFrom, loadConfig } from '#server/config/load-config.ts';
import { databaseComplaint } from '#server/config/database-location.ts';
import { pathKindOn } from '#server/config/path-kinds.ts';
import { buildVariableTable } from '#server/domain/variable-table.ts';

const HEAD = '_meta: {version: 3}\n';
const from = (text: string) => configFrom(HEAD + text, '/studio');
/** `message` begins with the line. */
const refusal = (message: string) =>
  expect.objectContaining({
    code: 'unusable',
    message: `flamenco-manager.yaml, ${message}`,
    details: expect.objectContaining({ file: 'flamenco-manager.yaml', line: Number(/\d+/.exec(message)) }),
  });

describe('the configuration file', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'config-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  it('may be missing: everything has a default, and it counts as the first run', async () => {
    const config = await loadConfig({ home });
    expect(config).toMatchObject({
      isFirstRun: true,
      database: join(home, 'flamenco-manager.sqlite'),
      warnings: [],
      settings: {
        manager_name: 'Flamenco',
        database_check_period: 600_000,
        listen: ':8080',
        autodiscoverable: true,
        shaman: { garbageCollect: { period: 86_400_000, maxAge: 2_678_400_000 } },
        task_timeout: 600_000,
        worker_timeout: 60_000,
        blocklist_threshold: 3,
        task_fail_after_softfail_count: 3,
        max_tasks_per_job: 1_000_000,
        max_dependencies_per_job: 200_000,
        trusted_proxies: [],
        mqtt: {
          client: {
            enabled: false,
            broker: '',
            clientID: 'flamenco',
            topic_prefix: 'flamenco',
            username: '',
            password: '',
          },
        },
      },
      paths: { localStorage: join(home, 'flamenco-manager-storage'), sharedStorage: '', jobStorage: '' },
    });
  });

  it('is read from the home folder', async () => {
    await writeFile(join(home, 'flamenco-manager.yaml'), `${HEAD}shared_storage_path: farm\n`);
    expect(await loadConfig({ home })).toMatchObject({
      isFirstRun: false,
      paths: { sharedStorage: join(home, 'farm') },
    });
  });

  it('is looked for in a folder that exists', async () => {
    await expect(loadConfig({ home: join(home, 'nowhere') })).rejects.toThrow(
      /^--home: .*nowhere is not a folder; create it/,
    );
  });
});

describe('paths of the configuration', () => {
  it('start at the home folder, and jobs have a folder of their own with Shaman', () => {
    const text =
      'shared_storage_path: ./farm\nlocal_manager_storage_path: /var/flamenco\ndatabase: " data/farm.sqlite "\n';
    expect(from(`${text}shaman: {enabled: yes}\n`)).toMatchObject({
      database: '/studio/data/farm.sqlite',
      paths: {
        localStorage: '/var/flamenco',
        sharedStorage: '/studio/farm',
        jobStorage: '/studio/farm/jobs',
        shamanFileStore: '/studio/farm/file-store',
        shamanCheckouts: '/studio/farm/jobs',
      },
    });
    expect(from(`${text}shaman: {enabled: off}\n`).paths.jobStorage).toBe('/studio/farm');
  });

  it.each([
    ['postgres://farm:x@db/farm', 'postgres://farm:x@db/farm'],
    ['file:farm.sqlite?cache=shared', '/studio/farm.sqlite'],
    ['file:///var/farm.sqlite', '/var/farm.sqlite'],
  ])('database %s is %s', (text, location) => {
    expect(from(`database: ${text}\n`).database).toBe(location);
  });

  it.each([
    ['linux', /is the name of a share as Windows writes it; give the folder where/],
    ['win32', /is on a share, by its name: the accounts of all workers on Windows/],
  ] as const)('keep the name of a share on %s, with a warning', (platform, says) => {
    const config = configFrom(`${HEAD}shared_storage_path: \\\\nas\\farm\n`, '/studio', undefined, { platform });
    expect(config.paths.sharedStorage).toBe('\\\\nas\\farm');
    expect(config.warnings).toEqual([expect.stringMatching(says)]);
    expect(config.warnings[0]).toMatch(/^flamenco-manager.yaml, line 2: shared_storage_path: /);
  });

  it.each([
    ['shared_storage_path: "C:\\\\farm\\new"', 'shared_storage_path'],
    ['local_manager_storage_path: "C:\\temp"', 'local_manager_storage_path'],
    ['database: "C:\\\\farm\\new.sqlite"', 'database'],
    ['variables: {b: {values: [{platform: all, value: "C:\\tools"}]}}', 'variables.b.values[0].value'],
  ])('that have lost a backslash in double quotes are refused: %s', (text, key) => {
    expect(() => from(`${text}\n`)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(`line 2: ${key}: has a control character in it`) }),
    );
  });

  it('may be control characters where no path is: a text over several lines', () => {
    expect(from('variables: {a: {values: [{platform: all, value: "-b\\n-y"}]}}\n').variables.has('a')).toBe(true);
  });

  it.each(['D:', 'D:farm'])('that depend on the folder used last on a drive are refused on Windows: %s', (path) => {
    const kind = pathKindOn('win32').safeParse(path);
    expect(kind.error?.issues[0]?.message).toMatch(/^is relative to whatever folder of D: was used last/);
    expect(pathKindOn('win32').safeParse('D:\\').success).toBe(true);
    expect(databaseComplaint(`file:${path}`, 'win32')).toMatch(/^is relative to/);
    expect(databaseComplaint('D:\\farm.sqlite', 'win32')).toBeUndefined();
  });
});

describe('values of the configuration', () => {
  it('are read as Flamenco 3 reads them', () => {
    const { settings } = from(
      [
        'manager_name: 2026.10',
        'listen: :8081',
        'autodiscoverable: No',
        'task_timeout: 1h30m',
        'blocklist_threshold: "4"',
        'shared_storage_path: S:\\flamenco',
        'mqtt: {client: {enabled: on, clientID: yes}}',
        'worker_timeout:',
      ].join('\n'),
    );
    expect(settings).toMatchObject({
      manager_name: '2026.10',
      listen: ':8081',
      autodiscoverable: false,
      task_timeout: 5_400_000,
      blocklist_threshold: 4,
      shared_storage_path: 'S:\\flamenco',
      mqtt: { client: { enabled: true, clientID: 'yes' } },
      worker_timeout: 60_000,
    });
  });

  it('keep their type for plugins', () => {
    expect(from('plugins: {last-rendered: {enabled: false, quality: 80}}').settings.plugins).toEqual({
      'last-rendered': { enabled: false, quality: 80 },
    });
  });

  it.each([
    ['worker_timeout: 10 minutes', 'line 2: worker_timeout: "10 minutes" is not a duration like 90s or 10m0s'],
    ['\ntask_timeout: 90', 'line 3: task_timeout: "90" is not a duration like 90s or 10m0s'],
    ['task_timeout: -1s', 'line 2: task_timeout: "-1s" is negative; write 0s or more'],
    ['blocklist_threshold: -1', 'line 2: blocklist_threshold: "-1" is not a whole number of at least 0'],
    ['max_tasks_per_job: 0', 'line 2: max_tasks_per_job: must be at least 1'],
    ['shaman:\n  enabled: maybe', 'line 3: shaman.enabled: "maybe" is neither true nor false'],
    ['shaman: yes', 'line 2: shaman: must have keys of its own below it'],
    ['listen: 8080', 'line 2: listen: "8080" is not an address like :8080 or 192.168.1.5:8080'],
    ['listen: :99999', 'line 2: listen: ":99999" is not an address like :8080 or 192.168.1.5:8080'],
    ['database: ""', 'line 2: database: is empty; name an SQLite file like flamenco-manager.sqlite'],
    ['database: postgres://db', 'line 2: database: is not an address like postgres://user:password@host:5432/name'],
    ['manager_name: [a]', 'line 2: manager_name: ["a"] is not a text'],
    [
      'variables:\n  x:\n    values:\n    - platforms: linux',
      'line 5: variables.x.values[0].platforms: must be a list',
    ],
    [
      'listen: 8080\nworker_timeout: x',
      'line 2: listen: "8080" is not an address like :8080 or 192.168.1.5:8080 (and 1 more)',
    ],
  ])('are refused with file, line and key: %s', (text, message) => {
    expect(() => from(text)).toThrow(refusal(message));
  });

  it.each([
    ['', 'line 1: _meta: is missing; write "_meta: {version: 3}"'],
    ['a: 1', 'line 1: _meta: is missing; write "_meta: {version: 3}"'],
    ['_meta: {}', 'line 1: _meta.version: is missing; only version 3 is supported; write "_meta: {version: 3}"'],
    ['_meta: {version: 2}', 'line 1: _meta.version: "2" is not a supported version; only 3 is'],
    ['_meta: {version: 3}\nlisten: :1\nlisten: :2', 'line 3: this key is there twice; keep one of them'],
    ['_meta: {version: 3}\nlisten: "a', 'line 2: the quote " that opens here is not closed'],
  ])('need version 3 and valid YAML: %j', (text, message) => {
    expect(() => configFrom(text, '/studio')).toThrow(refusal(message));
  });

  it('that lose a backslash in double quotes cause a warning', () => {
    expect(from('listen: :1\nmanager_name: "STUDIO\\temp"\n').warnings).toEqual([
      expect.stringMatching(
        /^flamenco-manager\.yaml, line 3: \\t is a control character in double quotes; .*single quotes/,
      ),
    ]);
    expect(from("manager_name: 'STUDIO\\temp'\n").warnings).toEqual([]);
  });

  it('under unknown keys cause a warning, at any depth', () => {
    expect(from('listne: :1\nshaman:\n  checkoutPath: /x\n  enabled: false\n')).toMatchObject({
      settings: { listen: ':8080', shaman: { enabled: false } },
      warnings: [
        'flamenco-manager.yaml, line 2: listne: is not a known key and has no effect; check its spelling',
        'flamenco-manager.yaml, line 4: shaman.checkoutPath: is not a known key and has no effect; check its spelling',
      ],
    });
  });
});

it('cause a warning if somebody uses a setting that does nothing yet', () => {
  expect(from('mqtt:\n  client:\n    broker: tcp://b\n    enabled: yes\n').warnings).toEqual([
    'flamenco-manager.yaml, line 5: mqtt.client.enabled: has no effect: this version does not send events to MQTT brokers',
  ]);
  expect(from('mqtt: {client: {enabled: no, broker: tcp://b}}\n').warnings).toEqual([]);
});

const value = (text: string, name: string, platform: string) =>
  buildVariableTable(from(text).variables, 'workers', platform).get(name)?.value;

describe('variables of the configuration', () => {
  it('completely replace the default with the same name; the other defaults stay', () => {
    const text = 'variables: {blender: {values: [{platform: linux, value: /opt/blender}]}}';
    expect(value(text, 'blender', 'linux')).toBe('/opt/blender');
    expect(value(text, 'blender', 'windows')).toBeUndefined();
    expect(value(text, 'blenderArgs', 'windows')).toBe('-b -y');
    expect(value('', 'blender', 'windows')).toBe('blender.exe');
  });

  it('may name one platform or several, and include the job storage as well', () => {
    const text =
      'shared_storage_path: /farm\nshaman: {enabled: no}\nvariables: {p: {is_twoway: true, values: [{platforms: [linux, darwin], value: /p/}]}}';
    expect(value(text, 'p', 'darwin')).toBe('/p');
    expect(value(text, 'jobs', 'windows')).toBe('/farm');
  });

  it.each([
    [
      '{x: {values: [{value: a}]}}',
      'variables.x.values[0]: names no platform and is ignored; add "platform: linux" or another one',
    ],
    [
      '{x: {values: [{platform: a, audience: me}]}}',
      'variables.x.values[0]: has the unknown audience "me" and is ignored; use all, workers or users',
    ],
    [
      '{x: {values: [{platform: a, platforms: [b]}]}}',
      'variables.x.values[0]: has both "platform" and "platforms"; both count',
    ],
    ['{jobs: {values: [{platform: a}]}}', 'variables.jobs: is defined by the manager itself; this one is ignored'],
    ['{blender: {values: [{platform: a}]}}', 'variables.blender: has an empty value; workers cannot run it'],
    [
      '{blenderArgs: {values: [{platform: a, value: "-b"}, {platform: b, value: "-b -y -- --cycles-device CUDA"}]}}',
      'variables.blenderArgs.values[1]: has "--", after which Blender takes no options; Flamenco-NG\'s workers pass what follows at the very end, but with Flamenco 3\'s workers nothing is rendered',
    ],
    [
      '{x: {is_twoway: true, values: [{platform: windows, value: "D:"}, {platform: windows, value: "D:farm"}]}}',
      'variables.x.values[1]: is relative to whatever folder of D: was used last; write D:\\farm',
    ],
    [
      '{blenderArgs: {values: [{platform: windows, value: -b -P C:\\farm\\a.py}, {platform: b, value: -b -P C:/a.py}]}}',
      'variables.blenderArgs.values[0]: has C:\\farm\\a.py without single quotes, and workers of Flamenco 3 take the backslashes away; write it with forward slashes',
    ],
  ])('cause a warning if they make no sense: %s', (text, message) => {
    expect(from(`variables: ${text}\n`).warnings).toEqual([`flamenco-manager.yaml, line 2: ${message}`]);
  });

  it('may have "--" where it does not end the options of Blender', () => {
    const values = ['-n 10 -- blender -b', '/mnt/a -- b/tool', 'say -- this'].map(
      (text) => `{platform: a, value: ${text}}`,
    );
    expect(from(`variables: {x: {values: [${values.join()}]}}\n`).warnings).toEqual([]);
  });
});
