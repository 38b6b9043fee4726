import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestManager } from '#tests/support/test-manager.ts';
import type { StatusCase } from './case.ts';

const FILE = '/configuration/file';
const SETUP = '/configuration/setup-assistant';
const pathOfFile = (manager: TestManager) => join(manager.folder, 'flamenco-manager.yaml');
const usable = { input: 'blender', path: '/usr/bin/blender', source: 'path_envvar', is_usable: true, cause: '' };

type Call = StatusCase['call'];

/** Restores the file, and the manager's configuration with it. */
function withFile(change: (file: string) => Promise<unknown>, call: Call): Call {
  return async (manager) => {
    const file = pathOfFile(manager);
    const before = await readFile(file, 'utf8');
    try {
      await change(file);
      return await call(manager);
    } finally {
      await rm(file, { recursive: true, force: true });
      await rm(`${file}~`, { recursive: true, force: true });
      await writeFile(file, before);
      await manager.farm.configuration.reload();
    }
  };
}

const untouched = () => Promise.resolve();
const folderInTheWay = (file: string) => mkdir(`${file}~`).then(() => writeFile(join(`${file}~`, 'x'), ''));
const folderInsteadOfFile = (file: string) => rename(file, `${file}.old`).then(() => mkdir(file));

const put = (
  status: number,
  when: string,
  body: unknown,
  says?: unknown,
  change = untouched as typeof folderInTheWay,
) =>
  ({
    operation: 'updateConfigurationFile',
    status,
    when,
    call: withFile(change, (manager) => manager.client.call('PUT', FILE, { body })),
    says,
  }) satisfies StatusCase;

const setup = (
  status: number,
  when: string,
  body: unknown,
  says?: unknown,
  change = untouched as typeof folderInTheWay,
) =>
  ({
    operation: 'saveSetupAssistantConfig',
    status,
    when,
    call: withFile(change, (manager) => manager.client.call('POST', SETUP, { body })),
    says,
  }) satisfies StatusCase;

const blender = (change: object) => ({ storageLocation: '/farm', blenderExecutable: { ...usable, ...change } });

export const CONFIG_CASES: readonly StatusCase[] = [
  {
    operation: 'getConfiguration',
    status: 500,
    when: 'the file is no longer valid YAML',
    call: withFile(
      (file) => writeFile(file, '_meta:\n  version: 3\nlisten: "a\n'),
      (manager) => manager.client.call('GET', '/configuration'),
    ),
    says: /^flamenco-manager.yaml, line 3: the quote " that opens here is not closed/,
  },
  {
    operation: 'getConfiguration',
    status: 500,
    when: 'the file cannot be read',
    call: withFile(folderInsteadOfFile, (manager) => manager.client.call('GET', '/configuration')),
    says: /cannot be read/,
  },
  {
    operation: 'getConfigurationFile',
    status: 200,
    when: 'asked',
    call: (manager) => manager.client.call('GET', FILE),
    says: {
      _meta: { version: 3 },
      manager_name: 'Test farm',
      task_timeout: '10m0s',
      worker_timeout: '1m0s',
      shaman: { garbageCollect: { period: '24h0m0s', maxAge: '744h0m0s' } },
      variables: { blenderArgs: { values: [{ platform: 'all', value: '-b -y' }] } },
    },
  },
  put(204, 'all is well', { _meta: { version: 3 }, manager_name: 'Other farm', blocklist_threshold: 7 }),
  put(400, 'a duration is none', { task_timeout: 'long' }, 'task_timeout: "long" is not a duration like 90s or 10m0s'),
  put(400, 'a duration is a number', { task_timeout: 600 }, /^task_timeout: 600 is not a duration/),
  put(400, 'a number is negative', { blocklist_threshold: -1 }, /^blocklist_threshold: -1 is not a whole number/),
  put(400, 'a number is a text', { blocklist_threshold: '3' }, /^blocklist_threshold: "3" is not a whole number/),
  put(400, 'a boolean is a text', { mqtt: { client: { enabled: 'yes' } } }, /^mqtt\.client\.enabled: "yes" is neither/),
  put(400, 'a group is a text', { shaman: 'on' }, 'shaman: must have keys of its own below it'),
  put(400, 'the version is another one', { _meta: { version: 2 } }, /^_meta\.version: 2 is not a supported version/),
  put(400, 'there is no address', { listen: '8080' }, /^listen: "8080" is not an address/),
  put(
    400,
    'a variable is a list',
    { variables: { x: { values: [{ platforms: 'a' }] } } },
    /^variables\.x\.values\[0\]/,
  ),
  put(400, 'it is no object', ['a'], /object/),
  put(400, 'it is missing', undefined),
  {
    operation: 'updateConfigurationFile',
    status: 400,
    when: 'it is not JSON',
    call: async (manager) => {
      const headers = { 'Content-Type': 'application/json' };
      const answer = await fetch(`${manager.url}/api/v3${FILE}`, { method: 'PUT', headers, body: '{"a":' });
      return { status: answer.status, body: await answer.json() };
    },
    says: /JSON/,
  },
  put(500, 'the file cannot be written', { manager_name: 'x' }, /cannot be written/, folderInTheWay),
  put(500, 'the file that is there cannot be read', { manager_name: 'x' }, /cannot be read/, folderInsteadOfFile),
  setup(204, 'Blender is on the search path', blender({})),
  setup(204, 'any Blender will do', blender({ source: 'default', path: '', input: '' })),
  setup(204, 'Blender was found by file association', blender({ source: 'file_association', input: '' })),
  setup(400, 'there is no storage', { ...blender({}), storageLocation: ' ' }, /^storageLocation: is empty/),
  setup(400, 'Blender does not work', blender({ is_usable: false }), /^blenderExecutable\.is_usable/),
  setup(400, 'the source is unknown', blender({ source: 'cloud' }), /^blenderExecutable\.source: must be one of/),
  setup(400, 'the source is empty', blender({ source: '' }), /^blenderExecutable\.source/),
  ...['file_association', 'input_path', 'path_envvar', 'system_location'].map((source) =>
    setup(400, `${source} has no path`, blender({ source, path: '' }), /^blenderExecutable\.path: is empty/),
  ),
  ...['input_path', 'path_envvar', 'system_location'].map((source) =>
    setup(400, `${source} has no input`, blender({ source, input: '' }), /^blenderExecutable\.input: is empty/),
  ),
  setup(500, 'the file cannot be written', blender({}), /cannot be written/, folderInTheWay),
  {
    operation: 'findBlenderExePath',
    status: 500,
    when: 'the Blender of the search path does not work',
    call: async (manager) => {
      const folder = join(manager.folder, 'bin');
      await mkdir(folder);
      await writeFile(join(folder, 'blender'), 'no program');
      await chmod(join(folder, 'blender'), 0o755);
      const before = process.env['PATH'];
      process.env['PATH'] = folder;
      try {
        return await manager.client.call('GET', '/configuration/check/blender');
      } finally {
        process.env['PATH'] = before;
      }
    },
    says: /blender could not be run/,
  },
];
