import { z } from 'zod';
import { databaseKind, listenKind } from './address-kinds.ts';
import { duration } from './declaration/duration.ts';
import { group, setting } from './declaration/setting.ts';
import { registrationSecretKind } from './registration-secrets.ts';
import { variableSettings } from './variable-settings.ts';

const VERSION = 'only version 3 is supported, write "_meta: {version: 3}"';
const NO_COUNT = 'is not a whole number of at least 0';
const count = z.int(NO_COUNT).min(0, NO_COUNT);

const meta = z
  .object(
    {
      version: z.literal(3, {
        error: ({ input }) =>
          input === undefined ? `is missing; ${VERSION}` : 'is not a supported version; only 3 is',
      }),
    },
    { error: 'is missing; write "_meta: {version: 3}"' },
  )
  .meta({ description: 'The version of the format.' });

/**
 * All keys of `flamenco-manager.yaml` but those of plugins, in the order in which they are shown and explained. What the file holds is
 * the input, what the manager works with the output: durations become milliseconds. How to add one is in CONTRIBUTING.md.
 */
export const managerSettings = {
  manager_name: setting(z.string(), {
    default: 'Flamenco',
    description: 'The name of the farm, on its pages and where workers and add-ons look for managers.',
  }),
  database: setting(databaseKind, {
    default: 'flamenco-manager.sqlite',
    description:
      'Where the farm is kept: an SQLite file, whose path counts from the home folder, or a PostgreSQL database as `postgres://user:password@host:5432/name`, which several managers may share.',
    secret: 'in-address',
    restart: true,
  }),
  database_check_period: setting(duration, {
    default: '10m0s',
    description:
      'How often the database is checked for damage while the manager runs; `0s` is never. It is checked at every start as well.',
  }),
  listen: setting(listenKind, {
    default: ':8080',
    description:
      'Where the manager listens for HTTP: `:8080` on every address of the machine, `192.168.1.5:8080` on one. `--listen` and `--port` win over it.',
    restart: true,
  }),
  autodiscoverable: setting(z.boolean(), {
    default: true,
    description: 'Whether workers on the network can find this manager by themselves (UPnP/SSDP).',
    restart: true,
  }),
  local_manager_storage_path: setting(z.string(), {
    default: './flamenco-manager-storage',
    description:
      'The folder for task logs and pictures. Only managers use it; those that share a database have to share it too. A relative path counts from the home folder.',
    restart: true,
  }),
  shared_storage_path: setting(z.string(), {
    default: '',
    description:
      'The folder that the manager and all workers reach, in which jobs keep their files. A relative path counts from the home folder. While it is empty, the manager is not set up.',
    restart: true,
  }),
  shaman: group(
    { description: 'Uploads by content: no file is sent or stored twice.', restart: true },
    {
      enabled: setting(z.boolean(), {
        default: () => process.platform !== 'win32',
        defaultText: '`true`, but `false` on Windows',
        description:
          'Whether jobs can be submitted by uploading their files. Jobs then keep them in `jobs` in the shared storage.',
      }),
      garbageCollect: group(
        { description: 'Files that no job uses any more are removed.' },
        {
          period: setting(duration, {
            default: '24h0m0s',
            description: 'The time between two collections; `0s` is none.',
          }),
          maxAge: setting(duration, {
            default: '744h0m0s',
            description: 'How long an unused file stays at least, counted from its last use.',
          }),
        },
      ),
    },
  ),
  task_timeout: setting(duration, {
    default: '10m0s',
    description: 'How long a running task may go without a sign of life before it counts as failed; `0s` is for ever.',
  }),
  worker_timeout: setting(duration, {
    default: '1m0s',
    description:
      'How long a worker may be silent before it counts as lost and its task goes to another; `0s` is for ever.',
  }),
  blocklist_threshold: setting(count, {
    default: 3,
    description:
      'How many tasks of one type in one job a worker may fail before it gets no more of them; 0 is no limit. A job may have a limit of its own.',
  }),
  task_fail_after_softfail_count: setting(count, {
    default: 3,
    description:
      'How many workers have to fail a task before it has failed for good; 0 is no limit. A job may have a limit of its own.',
  }),
  max_tasks_per_job: setting(z.int(NO_COUNT).min(1, 'must be at least 1'), {
    default: 1_000_000,
    description: 'A job with more tasks is refused at submission.',
    ours: true,
  }),
  worker_registration_secret: setting(registrationSecretKind, {
    default: '',
    description:
      'What a new worker has to know to get work without approval: one secret, or a list of several that all count, of 16 to 200 characters without spaces. Empty = none is asked for.',
    example: 'worker_registration_secret: [the-new-secret-of-the-farm, the-old-secret-of-the-farm]',
    secret: true,
    ours: true,
  }),
  mqtt: group(
    { description: 'Events for other programs.', restart: true },
    {
      client: group(
        { description: 'The connection to an MQTT broker.' },
        {
          enabled: setting(z.boolean(), {
            default: false,
            description: 'Whether events are sent to the broker.',
            noEffect: 'this version sends no events to MQTT brokers',
          }),
          broker: setting(z.string(), {
            default: '',
            description: 'The address of the broker, as `tcp://host:1883` or `ws://host:8083/mqtt`.',
            secret: 'in-address',
          }),
          clientID: setting(z.string(), { default: 'flamenco', description: 'The name that the broker knows us by.' }),
          topic_prefix: setting(z.string(), { default: 'flamenco', description: 'What every topic begins with.' }),
          username: setting(z.string(), { default: '', description: 'Who to log in as; empty = nobody.' }),
          password: setting(z.string(), { default: '', description: 'The password to log in with.', secret: true }),
        },
      ),
    },
  ),
  variables: setting(variableSettings, {
    default: {},
    description:
      'What differs between machines and platforms, by name: where Blender is, say, or where the projects are. `{name}` in a command becomes the value for the platform of the worker. A two-way variable also replaces its value at the beginning of submitted paths, which so become right on every platform. `blender` and `blenderArgs` are there unless others of the same name replace them.',
    example: `variables:
  blender:
    values:
      - platform: linux
        value: /opt/blender/blender
      - platform: windows
        value: B:\\blender\\blender.exe
  projects:
    is_twoway: true
    values:
      - platforms: [linux, freebsd]
        value: /mnt/projects
      - platform: windows
        value: 'P:\\'
      - platform: darwin
        audience: workers
        value: /Volumes/projects`,
    secret: 'in-address',
  }),
};

/** What a file of the manager is parsed by. Each plugin checks its own settings, so that a mistake in them stops that plugin only. */
export const managerSchema = z.object({
  _meta: meta,
  ...managerSettings,
  plugins: z.prefault(z.record(z.string(), z.record(z.string(), z.unknown())), {}),
});
/** What is configured, with defaults. Holds secrets. The settings of plugins are as they are written. */
export type ConfigSettings = z.output<typeof managerSchema>;
