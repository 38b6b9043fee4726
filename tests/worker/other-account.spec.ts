import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Command } from '#server/contracts/command.ts';
import { needs } from '#tests/support/needs.ts';
import { startAs } from '#worker/other-account/account.ts';
import { askHost } from '#worker/other-account/ask-host.ts';
import { checkAccount, runCommandsAs } from '#worker/other-account/run-commands-as.ts';
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

  it('are given up when they are to stop and cannot be ended', async () => {
    const folder = await temporaryFolder();
    const stuck = path.join(folder, 'stuck');
    // Like sudo for a worker that is not root: what holds the pipes is out of its reach.
    await writeFile(stuck, '#!/bin/sh\nsetsid sleep 600 & echo $! >"$(dirname "$0")/pid"; wait\n', { mode: 0o755 });
    const pidFile = path.join(folder, 'pid');
    const stop = new AbortController();
    const ignore = () => undefined;
    const request = { commands: [], environment: {}, killGraceMilliseconds: 0 };
    const talk = askHost([stuck], request, ignore, { signal: stop.signal, giveUpMilliseconds: 200 });
    await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8').endsWith('\n'), 'it is stuck');
    stop.abort(new Error('the task was cancelled'));
    await expect(talk).rejects.toThrow('the task was cancelled');
    process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL');
  });
});
