import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Command } from '#server/contracts/command.ts';
import type { WorkerCheckItem } from '#server/contracts/worker-check.ts';
import { needs } from '#tests/support/needs.ts';
import { startAs } from '#worker/other-account/account.ts';
import { askHost } from '#worker/other-account/ask-host.ts';
import type { HostRequest } from '#worker/other-account/messages.ts';
import { checkAccount, runCommandsAs } from '#worker/other-account/run-commands-as.ts';
import { selfCheck } from '#worker/self-check/self-check.ts';
import { runTask } from '#worker/task-runner.ts';
import { aTask } from './support/a-task.ts';
import { farmParts } from './support/farm-parts.ts';
import { isRunning, until } from './support/processes.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { startWorker } from './support/worker-process.ts';

const OTHER = 'nobody';
const ROOT = needs(
  'root on Linux, which can become somebody else',
  process.platform === 'linux' && process.getuid?.() === 0,
);

const command = (name: string, parameters: Record<string, unknown>): Command => ({
  name,
  parameters,
  total_step_count: 0,
});
const shell = (script: string) => command('exec', { exe: 'sh', args: ['-c', script] });

async function runAs(commands: readonly Command[], signal = new AbortController().signal, environment = {}) {
  const log: string[] = [];
  let steps = 0;
  const listener = {
    log: (line: string) => void log.push(line),
    activity: () => undefined,
    stepDone: () => void steps++,
    outputProduced: () => undefined,
  };
  const own = { PATH: process.env['PATH'], ...environment } as never;
  const surroundings = { environment: own, killGraceMilliseconds: 200 };
  const failure = await runCommandsAs(await startAs(OTHER), surroundings, commands, listener, signal).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return { log: log.join('\n'), steps, failure };
}

describe('tasks under an account of their own', ROOT, () => {
  it('have its rights and its home, and the variables that the worker passes on', async () => {
    const variables = { LICENSE: 'a', STUDIO_TOKEN: 'hush', HOME: '/root' };
    const { log, steps, failure } = await runAs(
      [shell('id -un; id -Gn; env; touch "$TMPDIR/mine" && echo wrote')],
      undefined,
      variables,
    );
    expect(failure).toBeUndefined();
    expect(steps).toBe(1);
    for (const said of [`> ${OTHER}`, 'LICENSE=a', 'wrote']) expect(log).toContain(said);
    for (const unsaid of ['hush', 'HOME=/root', '> root']) expect(log).not.toContain(unsaid);
  });

  it('can neither read the credentials of the worker, nor have them copied, nor look into its process', async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o755);
    const file = path.join(folder, 'flamenco-worker-credentials.yaml');
    await writeFile(file, 'worker_secret: hush', { mode: 0o600 });
    const { log, failure } = await runAs([shell(`cat ${file} /proc/${process.pid}/environ; true`)]);
    expect(failure).toBeUndefined();
    expect(log).not.toContain('hush');
    expect(log).not.toContain('PATH=');
    const dest = path.join('/tmp', `copied-${path.basename(folder)}`);
    expect((await runAs([command('copy-file', { src: file, dest })])).failure).toContain('EACCES');
    await expect(stat(dest)).rejects.toThrow('ENOENT');
  });

  it('get no rights back', async () => {
    const { log } = await runAs([shell('grep -E "^(NoNewPrivs|CapEff|CapPrm|CapInh):" /proc/self/status')]);
    expect(log).toMatch(/NoNewPrivs:\s+1/);
    for (const set of ['CapEff', 'CapPrm', 'CapInh']) expect(log).toMatch(new RegExp(`${set}:\\s+0000000000000000`));
  });

  it('fail for the same reasons, in the same words', async () => {
    expect((await runAs([command('exec', { exe: 'no-such-program' })])).failure).toContain('no-such-program');
    expect((await runAs([shell('exit 3')])).failure).toContain('exit code 3');
    expect((await runAs([command('unheard-of', {})])).failure).toContain('this worker has no command "unheard-of"');
  });

  it('are stopped with all that they have started', async () => {
    const stop = new AbortController();
    const folder = await temporaryFolder();
    await chmod(folder, 0o777);
    const pidFile = path.join(folder, 'pid');
    const run = runAs([shell(`echo $$ >${pidFile}; trap '' TERM; while :; do sleep 1; done`)], stop.signal);
    const pid = () => (existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0);
    await until(() => pid() !== 0, 'the program runs');
    stop.abort(new Error('the task was cancelled'));
    expect((await run).failure).toBe('the task was cancelled');
    const gone = pid();
    await until(() => !isRunning(gone), 'the program is gone');
  });

  it('are started with setpriv on Linux only: other systems have sudo, for root too', async () => {
    expect((await startAs(OTHER, 'linux'))[0]).toBe('setpriv');
    expect(await startAs(OTHER, 'darwin')).toEqual(['sudo', '-n', '-H', '-u', OTHER, '--']);
  });

  it('are refused at the start of the worker if that cannot work', async () => {
    await expect(startAs('no-such-account')).rejects.toThrow('there is no account "no-such-account"');
    await expect(startAs('root')).rejects.toThrow('is the account of the worker itself');
    await checkAccount(OTHER, await startAs(OTHER), process.env);
    await expect(checkAccount(OTHER, ['false'], process.env)).rejects.toThrow('nothing can be run as "nobody"');
  });

  it('do not start the worker without the program that changes accounts, which it names', async () => {
    const home = await temporaryFolder();
    const programs = path.join(home, 'bin');
    await mkdir(programs);
    await symlink('/usr/bin/id', path.join(programs, 'id'));
    await writeFile(path.join(home, 'flamenco-worker.yaml'), `run_tasks_as: ${OTHER}\n`);
    const worker = startWorker(['--manager', 'http://127.0.0.1:9/'], home, { PATH: programs });
    expect(await worker.exit).toMatchObject({ code: 1 });
    expect(worker.output()).toBe(
      `flamenco-worker: run_tasks_as: nothing can be run as "${OTHER}": the program "setpriv" was not found: install it. What this needs is in docs/worker.md, under "What tasks can reach"\n`,
    );
  });
});

describe('the check of a machine whose tasks have an account of their own', ROOT, () => {
  /** A manager with a shared storage that only the worker may use, and a Blender that says whose it is. */
  async function aFarm() {
    const { manager, home } = await farmParts();
    await chmod(home, 0o755);
    const [storage, blender] = [path.join(home, 'jobs'), path.join(home, 'blender')];
    await mkdir(storage, { mode: 0o700 });
    const has = '{"engines":[],"add_ons":["of-\'$(id -un)$HOME\'"],"color_config":""}';
    await writeFile(blender, `#!/bin/sh\necho "Blender 5.1.2"; echo 'flamenco-blender:${has}'\n`, { mode: 0o755 });
    await writeFile(path.join(home, 'flamenco-worker.yaml'), `run_tasks_as: ${OTHER}\n`);
    manager.script = ({ path: asked }) => {
      if (asked === '/api/v3/version') return { status: 200, body: { name: 'Farm', version: '9.9' } };
      if (asked.startsWith('/api/v3/configuration/variables/workers/'))
        return { status: 200, body: { blender: { value: blender, is_twoway: false } } };
      if (asked.startsWith('/api/v3/configuration/shared-storage/workers/'))
        return { status: 200, body: { location: storage } };
      return undefined;
    };
    return { manager, home, storage };
  }

  it('is made under it, with --check', async () => {
    const { manager, home, storage } = await aFarm();
    const check = startWorker(['--check', '--json', '--manager', manager.url], home);
    expect(await check.exit).toMatchObject({ code: 1 });
    const { checks } = JSON.parse(check.output()) as { checks: WorkerCheckItem[] };
    const { homedir } = os.userInfo({ encoding: 'utf8' });
    const item = (name: string) => checks.find((each) => each.name === name);
    expect(item('Account')).toMatchObject({ level: 'ok', text: expect.stringContaining(OTHER) });
    expect(item('Shared storage')).toMatchObject({
      level: 'problem',
      text: `${storage} cannot be read: this account does not have permission`,
    });
    const [addOn = ''] = item('Blender')?.blender?.add_ons ?? [];
    expect(addOn).toMatch(new RegExp(`^of-${OTHER}/`));
    expect(addOn).not.toContain(homedir);
  });

  it('is made under it after the worker has signed on', async () => {
    const { manager, home } = await aFarm();
    startWorker(['--manager', manager.url, '--name', 'one'], home);
    await manager.untilCalled('/self-check');
    const said = JSON.stringify(manager.to('/self-check')[0]?.json);
    expect(said).toContain(`of-${OTHER}/`);
    expect(said).toContain('this account does not have permission');
  });

  it('says if that account cannot be used, and tells nothing of the programs', async () => {
    const parts = { connection: undefined, managerUrl: undefined, taskTypes: ['blender'], environment: {} };
    const { signal } = new AbortController();
    const items = await selfCheck({ ...parts, temporaryFolder: '/tmp', signal, startAs: ['no-such-sudo'] });
    expect(items.map(({ name, level }) => [name, level])).toEqual([
      ['Manager', 'problem'],
      ['Account', 'problem'],
    ]);
    expect(items[1]?.text).toContain('the program "no-such-sudo" was not found');
  });
});

describe('tasks whose account cannot be used any more', () => {
  it('fail, and say why; the worker goes on', async () => {
    const parts = await farmParts();
    const task = aTask({ name: 'echo', parameters: { message: 'hi' } });
    const start = ['no-such-sudo', '--'] as const;
    expect(await runTask({ ...parts, startAs: start }, task, parts.stop.signal)).toBe('failed');
    expect(parts.manager.updates(task.uuid).at(-1)?.activity).toBe(
      'Failed: the task could not be run under its account: the program "no-such-sudo" was not found: install it',
    );
  });

  it('say so if the program that changes accounts may not be run', async () => {
    const program = path.join(await temporaryFolder(), 'sudo');
    await writeFile(program, '', { mode: 0o644 });
    await expect(checkAccount(OTHER, [program], process.env)).rejects.toThrow(
      `the program "${program}" was not found, or may not be run by this account: install it`,
    );
  });

  it('are given up when they are to stop and cannot be ended', async () => {
    const folder = await temporaryFolder();
    const stuck = path.join(folder, 'stuck');
    // Like sudo for a worker that is not root: what holds the pipes is out of its reach.
    await writeFile(stuck, '#!/bin/sh\nsetsid sleep 600 & echo $! >"$(dirname "$0")/pid"; wait\n', { mode: 0o755 });
    const pidFile = path.join(folder, 'pid');
    const stop = new AbortController();
    const ignore = () => undefined;
    const request: HostRequest = { kind: 'run', commands: [], environment: {}, killGraceMilliseconds: 0 };
    const talk = askHost([stuck], request, ignore, {
      signal: stop.signal,
      giveUpMilliseconds: 200,
    });
    await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8').endsWith('\n'), 'it is stuck');
    stop.abort(new Error('the task was cancelled'));
    await expect(talk).rejects.toThrow('the task was cancelled');
    process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL');
  });
});
