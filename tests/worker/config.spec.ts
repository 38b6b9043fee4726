import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '#worker/command-line.ts';
import { loadConfig, secretsOf } from '#worker/config.ts';
import type { Surroundings } from '#worker/config.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

async function load(
  args: string[],
  yaml: string | Buffer | undefined,
  more: Partial<Surroundings> = {},
  files: Readonly<Record<string, string>> = {},
) {
  const currentFolder = await temporaryFolder();
  if (yaml !== undefined) await writeFile(path.join(currentFolder, 'flamenco-worker.yaml'), yaml);
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(currentFolder, name), content);
  const surroundings: Surroundings = {
    environment: {},
    platform: 'linux',
    currentFolder,
    userFolder: '/users/ann',
    hostName: 'machine',
    ...more,
  };
  return await loadConfig(parseCommandLine(args), surroundings);
}

describe('the settings of a worker', () => {
  it('have defaults, except for the manager', async () => {
    expect(await load([], undefined)).toMatchObject({
      name: 'machine',
      managerUrl: undefined,
      taskTypes: ['blender', 'ffmpeg', 'file-management', 'misc'],
      restartExitCode: 0,
      stayAwake: true,
      credentialsFile: '/users/ann/.local/share/flamenco/flamenco-worker-credentials.yaml',
    });
    expect(await load([], '')).toMatchObject({ name: 'machine' });
    expect(await load([], 'worker_name:\nmanager_url: ""\nsomething_else: 1\n')).toMatchObject({
      name: 'machine',
      managerUrl: undefined,
    });
  });

  it('come from flamenco-worker.yaml', async () => {
    const yaml =
      'worker_name: render-7\nmanager_url: farm:8080\ntask_types: [blender]\nrestart_exit_code: 47\noom_score_adjust: 500\nstay_awake: false\n';
    expect(await load([], yaml)).toMatchObject({
      name: 'render-7',
      managerUrl: 'http://farm:8080',
      taskTypes: ['blender'],
      restartExitCode: 47,
      oomScoreAdjust: 500,
      stayAwake: false,
    });
  });

  it('may be in a file that PowerShell 5.1 has written, in UTF-16; other encodings are named', async () => {
    const yaml = Buffer.from('\uFEFFworker_name: Größe\r\n', 'utf16le');
    expect(await load([], yaml)).toMatchObject({ name: 'Größe' });
    await expect(load([], Buffer.from('worker_name: x', 'utf16le'))).rejects.toThrow('save it as UTF-8');
    await expect(load([], Buffer.from('# x\nworker_name: Größe\n', 'latin1'))).rejects.toThrow(/line 2: .*UTF-8/);
  });

  it('name a log file, beside the file that names it or where the worker was started', async () => {
    expect((await load([], undefined)).logFile).toBeUndefined();
    const config = await load([], 'log_file: logs/worker.log\n');
    expect(config.logFile).toBe(path.join(path.dirname(config.configFile), 'logs', 'worker.log'));
    const option = await load(['--log-file', 'mine.log'], 'log_file: logs/worker.log\n');
    expect(option.logFile).toBe(path.join(path.dirname(option.configFile), 'mine.log'));
  });

  it('pass variables on to tasks by name, or by what their names begin with', async () => {
    expect(await load([], 'pass_variables: [LICENSE_KEY, AWS_*]\n')).toMatchObject({
      passVariables: ['LICENSE_KEY', 'AWS_*'],
    });
    for (const wrong of ['"*_KEY"', 'A=b', '5', '""'])
      await expect(load([], `pass_variables: [${wrong}]\n`)).rejects.toThrow(/pass_variables\.0 must be/);
  });

  it('come from the option, the environment or the file, in this order, for task types and tags; an empty list of tags asks for none', async () => {
    const yaml = 'task_types: [blender]\ntags: [file, two words]\n';
    const environment = { FLAMENCO_WORKER_TASK_TYPES: 'misc, ffmpeg', FLAMENCO_WORKER_TAGS: 'environment' };
    expect(await load([], undefined)).toMatchObject({ tags: [] });
    expect(await load([], yaml)).toMatchObject({ taskTypes: ['blender'], tags: ['file', 'two words'] });
    expect(await load([], yaml, { environment })).toMatchObject({
      taskTypes: ['misc', 'ffmpeg'],
      tags: ['environment'],
    });
    const args = ['--task-types', 'option,', '-tags', 'GPU, night shift'];
    expect(await load(args, yaml, { environment })).toMatchObject({
      taskTypes: ['option'],
      tags: ['GPU', 'night shift'],
    });
    expect(await load(['--tags', ''], yaml, { environment })).toMatchObject({ tags: [] });
    await expect(load(['--task-types', ','], yaml)).rejects.toThrow('--task-types: must name at least one task type');
  });

  it('are taken from an option before the environment, and from the environment before the file', async () => {
    const yaml = 'worker_name: file\nmanager_url: http://file/\nrestart_exit_code: 1\n';
    const environment = { FLAMENCO_WORKER_NAME: 'environment' };
    expect(await load([], yaml, { environment })).toMatchObject({ name: 'environment' });
    const args = ['--name', 'option', '--manager', 'https://option/farm/', '--restart-exit-code', '2'];
    expect(await load(args, yaml, { environment })).toMatchObject({
      name: 'option',
      managerUrl: 'https://option/farm',
      restartExitCode: 2,
    });
  });

  it('keep everything in one folder with --home', async () => {
    const home = await temporaryFolder();
    await writeFile(path.join(home, 'flamenco-worker.yaml'), 'worker_name: at-home\n');
    const environment = { FLAMENCO_HOME: '/elsewhere' };
    expect(
      await load(['--home', path.basename(home)], 'worker_name: here\n', {
        environment,
        currentFolder: path.dirname(home),
      }),
    ).toMatchObject({
      name: 'at-home',
      credentialsFile: path.join(home, 'flamenco-worker-credentials.yaml'),
      unsentUpdatesFile: path.join(home, 'flamenco-worker-unsent.jsonl'),
    });
  });

  it.each([
    ['linux', { FLAMENCO_HOME: '/farm' }, '/farm'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/flamenco'],
    ['darwin', {}, '/users/ann/Library/Application Support/Flamenco'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/Blender Foundation/Flamenco'],
  ] as const)('on %s with %j put the home in %s', async (platform, environment, home) => {
    expect(path.dirname((await load([], undefined, { platform, environment })).credentialsFile)).toBe(home);
  });

  it.each([
    ['restart_exit_code: lots', 'flamenco-worker.yaml: restart_exit_code must be a whole number'],
    ['restart_exit_code: 300', 'flamenco-worker.yaml: restart_exit_code must be from 0 to 255'],
    ['task_types: blender', 'flamenco-worker.yaml: task_types must be a list'],
    ['task_types: [1]', 'flamenco-worker.yaml: task_types.0 must be text'],
    ['worker_name: {}', 'flamenco-worker.yaml: worker_name must be text'],
    ['manager_url: ftp://farm', 'flamenco-worker.yaml: manager_url: "ftp://farm" must start with http:// or https://'],
    ['manager_url: "http://:"', 'flamenco-worker.yaml: manager_url: "http://:" is not an address'],
    ['- a list', 'flamenco-worker.yaml: must contain keys and values'],
    ['x: 1\na: b: c', 'flamenco-worker.yaml, line 2: a colon and a space in a value begin another key; put the whole'],
  ])('are refused in one line with file and key: %j', async (yaml, problem) => {
    const refusal = load([], yaml);
    await expect(refusal).rejects.toThrow(problem);
    await expect(refusal).rejects.not.toThrow('\n');
  });

  it('that lose a backslash in double quotes are warned about, with file and line', async () => {
    const { warnings, configFile } = await load([], 'x: 1\nworker_name: "DOMAIN\\node"\n');
    expect(warnings).toEqual([expect.stringContaining(`${configFile}, line 2: \\n is a control character`)]);
    expect((await load([], "worker_name: 'DOMAIN\\node'\n")).warnings).toEqual([]);
  });

  it('have headers for a gateway, written out or in a file beside the configuration', async () => {
    const yaml = 'headers:\n  CF-Access-Client-Id: abc.access\n  CF-Access-Client-Secret: { file: gateway-secret }\n';
    const config = await load([], yaml, {}, { 'gateway-secret': 'from the file\n' });
    expect(config.headers).toEqual({
      'cf-access-client-id': 'abc.access',
      'cf-access-client-secret': 'from the file',
    });
    expect(secretsOf(config)).toEqual(['abc.access', 'from the file']);
    expect((await load([], 'headers:\n')).headers).toEqual({});
  });

  it.each([
    ['headers: [X-A]', 'flamenco-worker.yaml: headers must be a list of names and values'],
    ['headers: { "X A": hidden }', 'flamenco-worker.yaml: headers: "X A" is not a header\'s name'],
    ['headers: { X-A: 42 }', 'flamenco-worker.yaml: headers.X-A must be text in quotes, or { file: path }'],
    ['headers: { X-A: }', 'flamenco-worker.yaml: headers.X-A must be text in quotes'],
    ['headers: { X-A: { file: a, more: b } }', 'flamenco-worker.yaml: headers.X-A must be text in quotes'],
    ['headers: { X-A: "" }', 'flamenco-worker.yaml: headers.X-A must not be empty'],
    ['headers: { X-A: "hidden\\r\\nX-B: c" }', 'flamenco-worker.yaml: headers.X-A has line breaks'],
    ['headers: { X-A: hidden-ä }', 'flamenco-worker.yaml: headers.X-A has line breaks, spaces at its ends, or other'],
    ['headers: { X-A: " hidden" }', 'flamenco-worker.yaml: headers.X-A has line breaks, spaces at its ends'],
    ['headers: { X-A: hidden, x-a: b }', 'flamenco-worker.yaml: headers.x-a is given twice'],
    ['headers: { X-A: { file: none } }', /headers.X-A: .*none cannot be read: .*ENOENT/],
    ['headers: { X-A: { file: flamenco-empty } }', /headers.X-A: .*flamenco-empty is empty/],
    ['headers: { Authorization: hidden }', /headers.Authorization cannot be set: the worker sends its own identity/],
    ['headers: { Host: hidden }', 'headers.Host cannot be set: it belongs to the connection'],
    ['headers: { content-type: hidden }', 'headers.content-type cannot be set: the worker sets it itself'],
    ['headers: { X-Flamenco-Registration-Secret: hidden }', /cannot be set: use "registration_secret"/],
  ])('refuse headers that cannot be sent, with file and key and without the value: %s', async (yaml, problem) => {
    const refusal = load([], yaml, {}, { 'flamenco-empty': ' \n' });
    await expect(refusal).rejects.toThrow(problem);
    await expect(refusal).rejects.not.toThrow('hidden');
  });

  it.each([
    ['--home: "D:farm" is relative to', ['--home', 'D:farm'], {}],
    ['--registration-secret-file: "D:" is relative to', ['--registration-secret-file', 'D:'], {}],
    ['FLAMENCO_HOME: "D:farm" is relative to', [], { FLAMENCO_HOME: 'D:farm' }],
  ])(
    'on Windows, refuse a path that depends on the folder used last on its drive: %s',
    async (text, args, environment) => {
      await expect(load(args, undefined, { platform: 'win32', environment })).rejects.toThrow(text);
    },
  );

  it('refuse a path that has lost backslashes in double quotes, with file and key', async () => {
    await expect(load([], 'headers: { X-A: { file: "C:\\\\farm\\token" } }')).rejects.toThrow(
      /headers.X-A.file: .* has a control character in it/,
    );
  });

  it('are refused with the name of a wrong option', async () => {
    expect(() => parseCommandLine(['--mangler', 'x'])).toThrow("'--mangler'");
    expect(() => parseCommandLine(['--manager'])).toThrow("'--manager <value>' argument missing");
    await expect(load(['--restart-exit-code', 'x'], '')).rejects.toThrow(
      '--restart-exit-code must be a whole number from 0 to 255, not "x"',
    );
  });

  it("may be given as options with one dash, like Flamenco's", () => {
    expect(parseCommandLine(['-manager', 'farm', '-quiet', '-restart-exit-code=3'])).toMatchObject({
      manager: 'farm',
      logLevel: 'warn',
      restartExitCode: '3',
    });
  });
});
