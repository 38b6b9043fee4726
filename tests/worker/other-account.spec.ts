import { existsSync, readFileSync } from 'node:fs';
import { chmod, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Command } from '#server/contracts/command.ts';
import { needs } from '#tests/support/needs.ts';
import { startAs } from '#worker/other-account/account.ts';
import { checkAccount, runCommandsAs } from '#worker/other-account/run-commands-as.ts';
import { isRunning, until } from './support/processes.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

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

  it('are refused at the start of the worker if that cannot work', async () => {
    await expect(startAs('no-such-account')).rejects.toThrow('there is no account "no-such-account"');
    await expect(startAs('root')).rejects.toThrow('is the account of the worker itself');
    await checkAccount(OTHER, await startAs(OTHER), process.env);
    await expect(checkAccount(OTHER, ['false'], process.env)).rejects.toThrow('nothing can be run as "nobody"');
  });
});
