import { z } from 'zod';
import { databaseKind, listenKind } from './address-kinds.ts';
import { pathKind } from './path-kinds.ts';
import { duration } from './declaration/duration.ts';
import { group, setting } from './declaration/setting.ts';
import { hostNameKind } from './host-names.ts';
import { registrationSecretKind } from './registration-secrets.ts';
import { signInSettings } from './sign-in-settings.ts';
import { proxyKind } from './trusted-proxies.ts';
import { trustedNetworkKind } from './trusted-networks.ts';
import { variableSettings } from './variable-settings.ts';

const VERSION = 'only version 3 is supported; write "_meta: {version: 3}"';
const SHORTEST_PASSWORD = 8;
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
 * All keys of `flamenco-manager.yaml` except those of plugins, in the order in which they are shown and documented. A
 * schema's input is what the file holds, its output what the manager works with: durations become milliseconds.
 * CONTRIBUTING.md says how to add a key.
 */
export const managerSettings = {
  manager_name: setting(z.string(), {
    default: 'Flamenco',
    description: "The farm's name, as shown on its pages and wherever workers and the add-on look for managers.",
  }),
  database: setting(databaseKind, {
    default: 'flamenco-manager.sqlite',
    description:
      "Where the farm's data is kept: an SQLite file (relative paths start at the home folder) or a PostgreSQL database, `postgres://user:password@host:5432/name`, which several managers may share.",
    secret: 'in-address',
    restart: true,
  }),
  database_check_period: setting(duration, {
    default: '10m0s',
    description:
      'How often the database is checked for damage while the manager runs; `0s` means never. Every start checks it as well.',
  }),
  listen: setting(listenKind, {
    default: ':8080',
    description:
      'Where the manager listens for HTTP: `:8080` for every address of the machine, `192.168.1.5:8080` for one. The options `--listen` and `--port` override it.',
    restart: true,
  }),
  autodiscoverable: setting(z.boolean(), {
    default: true,
    description: 'Whether workers on the network can find this manager by themselves (UPnP/SSDP).',
    restart: true,
  }),
  local_manager_storage_path: setting(pathKind, {
    default: './flamenco-manager-storage',
    description:
      'The folder for task logs and pictures. Only managers use it; managers that share a database must share this folder too. Relative paths start at the home folder.',
    restart: true,
  }),
  shared_storage_path: setting(pathKind, {
    default: '',
    description:
      'The folder that the manager and all workers can reach, where jobs keep their files. Relative paths start at the home folder. While it is empty, the manager counts as not set up.',
    restart: true,
  }),
  shaman: group(
    {
      description: 'Shaman stores uploaded files by their content, so no file is sent or kept twice.',
      restart: true,
    },
    {
      enabled: setting(z.boolean(), {
        default: () => process.platform !== 'win32',
        defaultText: '`true`, but `false` on Windows',
        description:
          'Whether jobs can be submitted by uploading their files. Jobs then keep their files in the folder `jobs` of the shared storage.',
      }),
      garbageCollect: group(
        { description: 'Removal of stored files that no job uses any more.' },
        {
          period: setting(duration, {
            default: '24h0m0s',
            description: 'How often to look for such files; `0s` means never.',
          }),
          maxAge: setting(duration, {
            default: '744h0m0s',
            description: 'The minimum time that a file is kept after it was last used.',
          }),
        },
      ),
    },
  ),
  task_timeout: setting(duration, {
    default: '10m0s',
    description: 'How long a running task may show no sign of life before it counts as failed; `0s` means forever.',
  }),
  worker_timeout: setting(duration, {
    default: '1m0s',
    description:
      'How long a worker may stay silent before it counts as lost and its task goes to another worker; `0s` means forever.',
  }),
  blocklist_threshold: setting(count, {
    default: 3,
    description:
      'How many tasks of one type a worker may fail in one job before it gets no more of them; 0 means that it is never blocked. A job can have its own limit.',
  }),
  task_fail_after_softfail_count: setting(count, {
    default: 3,
    description:
      'How many different workers must fail a task before it has failed for good; 0 means that there is no such limit. A job can have its own limit.',
  }),
  max_tasks_per_job: setting(z.int(NO_COUNT).min(1, 'must be at least 1'), {
    default: 1_000_000,
    description: 'Jobs with more tasks than this are refused at submission.',
    ours: true,
  }),
  max_dependencies_per_job: setting(z.int(NO_COUNT).min(0, 'must be at least 0'), {
    default: 200_000,
    description:
      'How many dependencies between its tasks a job may have beside one for each task; jobs with more are refused at submission. While a job with very many is stored, nobody else can change anything on the farm.',
    ours: true,
  }),
  max_connections_per_address: setting(z.int(NO_COUNT).min(100, 'must be at least 100'), {
    default: 4_000,
    description:
      'How many connections one address (in IPv6: one network, a /64) may have open at the same time; more are closed at once. Each worker and each open page has one. Addresses in `trusted_proxies` may have any number. Raise it where more workers than that come from one address, such as that of a gateway, and see to it that the manager may open as many files (`LimitNOFILE` of systemd).',
    ours: true,
  }),
  max_workers: setting(z.int(NO_COUNT).min(1, 'must be at least 1'), {
    default: 10_000,
    description:
      'How many workers the farm may have, with those that are offline; beyond that, no other can register. Remove workers that are gone on the workers page.',
    ours: true,
  }),
  tls: group(
    {
      description:
        'HTTPS by certificate files of your own. Without them, the manager speaks HTTP, and a proxy in front of it may speak HTTPS.',
      ours: true,
    },
    {
      certificate: setting(pathKind, {
        default: '',
        description:
          'The file with the certificate of the manager, followed by those of whoever signed it, in PEM. Relative paths start at the home folder. With it, the manager speaks only HTTPS. When the file is renewed, the new certificate is used at once.',
        restart: true,
      }),
      key: setting(pathKind, {
        default: '',
        description: 'The file with the private key of the certificate, in PEM, without a password.',
        restart: true,
      }),
      hsts: setting(duration, {
        default: '0s',
        description:
          'For how long browsers are told never to use HTTP for this name again (HSTS); `0s` means that they are not told. Once told, they refuse a manager without a certificate until the time is over.',
      }),
    },
  ),
  trusted_proxies: setting(z.array(proxyKind), {
    default: [],
    description:
      'The reverse proxies in front of the manager, by address (`10.0.0.7`) or network (`10.1.0.0/16`, `fd00::/8`). Only these are believed when they say who their clients are, in `X-Forwarded-For` and similar headers.',
    example: "trusted_proxies: [127.0.0.1, '::1']",
    ours: true,
  }),
  host_names: setting(z.array(hostNameKind), {
    default: [],
    description:
      "The names by which browsers may open the manager: `farm.studio`, or `*.studio` for all names that end like that. Its addresses, `localhost`, the name of its machine (also with `.local`) and `manager_name` always work, and so does every name behind a proxy in `trusted_proxies` that has a certificate. Browsers that come by any other name are refused (421), because a web site that somebody visits could otherwise act as one of the manager's pages. Programs such as workers and add-ons may use any name.",
    example: "host_names: [farm.studio, '*.render.studio']",
    ours: true,
  }),
  access: setting(z.enum(['open', 'accounts']), {
    default: 'open',
    description:
      'Who may use the farm: `open` means everybody who can reach the manager, as with Flamenco 3, so the network must be trusted; `accounts` means people who sign in, and programs with a token.',
    restart: true,
    ours: true,
  }),
  trusted_networks: setting(z.array(trustedNetworkKind), {
    default: [],
    description:
      'Networks whose computers are let in without signing in, and as what; for programs that cannot sign in, such as the add-on of Flamenco 3. Only used with `access: accounts`. Computers behind a proxy are judged by the address that a proxy of `trusted_proxies` tells, never by that of the proxy.',
    example: 'trusted_networks: [{ network: 10.1.0.0/16, role: artist }]',
    ours: true,
  }),
  session_lifetime: setting(duration, {
    default: '720h0m0s',
    description: 'How long somebody stays signed in at most, in the same browser; at most 9600 hours.',
    restart: true,
    ours: true,
  }),
  session_idle_timeout: setting(duration, {
    default: '168h0m0s',
    description:
      'After how long without any request somebody is signed out; `0s` means never before `session_lifetime`.',
    ours: true,
  }),
  password_min_length: setting(
    z.int(NO_COUNT).min(SHORTEST_PASSWORD, `must be at least ${SHORTEST_PASSWORD}`).max(128, 'must be at most 128'),
    {
      default: 10,
      description:
        'How many characters a new password must have at least. Nothing else is asked of passwords: length is what makes them hard to guess.',
      ours: true,
    },
  ),
  ...signInSettings,
  audit_log_keep: setting(duration, {
    default: '9600h0m0s',
    description:
      'How long the audit log keeps its entries, which say who changed what; `0s` means forever. The default is 400 days.',
    ours: true,
  }),
  worker_wishes: setting(z.enum(['always', 'first']), {
    default: 'always',
    description:
      'When a worker chooses its own name and tags: `always` means each time it signs on, `first` the first time only. What somebody has set on the page of a worker is never changed by the worker, and no worker takes the name of another later on. Refused wishes are shown there.',
    ours: true,
  }),
  worker_registration_secret: setting(registrationSecretKind, {
    default: '',
    description:
      'What a new worker must know to get work without approval: one secret, or a list of secrets that are all accepted. Each must have 16 to 200 characters and no spaces. Empty means that no secret is needed.',
    example: 'worker_registration_secret: [the-new-secret-of-the-farm, the-old-secret-of-the-farm]',
    secret: true,
    ours: true,
  }),
  mqtt: group(
    { description: 'Events for other programs, over MQTT.', restart: true },
    {
      client: group(
        { description: 'The connection to the MQTT broker.' },
        {
          enabled: setting(z.boolean(), {
            default: false,
            description: 'Whether events are sent to the broker.',
            noEffect: 'this version does not send events to MQTT brokers',
          }),
          broker: setting(z.string(), {
            default: '',
            description: 'The address of the broker, such as `tcp://host:1883` or `ws://host:8083/mqtt`.',
            secret: 'in-address',
          }),
          clientID: setting(z.string(), {
            default: 'flamenco',
            description: 'The name under which the manager connects.',
          }),
          topic_prefix: setting(z.string(), { default: 'flamenco', description: 'The beginning of every topic.' }),
          username: setting(z.string(), {
            default: '',
            description: 'The user name for the broker; empty means no login.',
          }),
          password: setting(z.string(), { default: '', description: 'The password for the broker.', secret: true }),
        },
      ),
    },
  ),
  variables: setting(variableSettings, {
    default: {},
    description:
      "Values that differ between platforms, by name: where Blender is, for example, or where the projects are mounted. In commands, `{name}` becomes the value for the worker's platform. Two-way variables also work the other way round: if a submitted path begins with a value, the name takes its place, so that the path is right on every platform. `blender` and `blenderArgs` exist by default; a variable of the same name replaces the default one entirely. A program without a folder, such as the default Blender, is looked for by each worker.",
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

/**
 * The schema that the manager's file is parsed with. Each plugin checks its own settings, so that a mistake in them
 * stops only that plugin.
 */
export const managerSchema = z.object({
  _meta: meta,
  ...managerSettings,
  plugins: z.prefault(z.record(z.string(), z.record(z.string(), z.unknown())), {}),
});
/**
 * The manager's settings, including defaults. Holds secrets. Settings of plugins are still as they are written in the
 * file.
 */
export type ConfigSettings = z.output<typeof managerSchema>;
