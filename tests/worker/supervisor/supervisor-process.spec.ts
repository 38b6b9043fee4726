import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ownerOfHome } from '#worker/home-lock.ts';
import { askHome } from '#worker/requests/ask-home.ts';
import { farmParts } from '../support/farm-parts.ts';
import { fixture } from '../support/fixture.ts';
import { isRunning, until } from '../support/processes.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SUPERVISOR = fileURLToPath(new URL('../../../worker/supervisor/main.ts', import.meta.url));

function startSupervisor(home: string, ...args: string[]) {
  const child = spawn(process.execPath, [SUPERVISOR, '--home', home, ...args], { stdio: 'ignore' });
  const exit = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(async () => {
    // Not harder: it ends its worker.
    child.kill('SIGTERM');
    await exit;
  });
  return exit;
}

function reads(home: string, name: string): string {
  return existsSync(path.join(home, name)) ? readFileSync(path.join(home, name), 'utf8') : '';
}

describe('the supervisor of a worker as a process', () => {
  it('starts the worker until it ends with 0, and writes down what it says', async () => {
    const home = await temporaryFolder();
    await writeFile(path.join(home, 'exit-codes'), '47 47 0');
    await writeFile(path.join(home, 'registration-secret'), 'the-secret-of-this-farm');
    expect(await startSupervisor(home, '--worker', fixture('supervised'))).toBe(0);
    const secret = ['--registration-secret-file', path.join(home, 'registration-secret')];
    const start = JSON.stringify(['--home', home, '--restart-exit-code', '47', ...secret]);
    expect(reads(home, 'starts')).toBe(`${start}\n`.repeat(3));
    const log = reads(home, 'flamenco-worker.log');
    expect(log.match(/start \d|worker asked|worker has ended/g)).toEqual([
      'start 1',
      'worker asked',
      'start 2',
      'worker asked',
      'start 3',
      'worker has ended',
    ]);
  });

  it('waits after a crash, and ends at once when it is asked to', async () => {
    const home = await temporaryFolder();
    await writeFile(path.join(home, 'exit-codes'), '3');
    const exit = startSupervisor(home, '--worker', fixture('supervised'));
    await until(() => reads(home, 'flamenco-worker.log').includes('code=3 seconds=5'), 'the supervisor waits');
    const text = `the worker in ${home} and its supervisor have ended`;
    expect(await askHome(home, 'stop', 20_000)).toEqual({ done: true, text });
    expect(await exit).toBe(0);
    expect(reads(home, 'starts').trim().split('\n')).toHaveLength(1);
  });

  it('stops a real worker in an orderly way, which hands its task back', async () => {
    const { manager, home } = await farmParts();
    await writeFile(path.join(home, 'flamenco-worker.yaml'), `manager_url: ${manager.url}\n`);
    const exit = startSupervisor(home);
    await manager.untilCalled('/state-changed', 1);
    const worker = Number(ownerOfHome(home));
    expect(isRunning(worker)).toBe(true);
    expect(await askHome(home, 'stop', 60_000)).toMatchObject({ done: true });
    expect(await exit).toBe(0);
    expect(isRunning(worker)).toBe(false);
    expect(manager.calls.at(-1)?.path).toBe('/sign-off');
  });

  it('runs once in a home', async () => {
    const home = await temporaryFolder();
    await writeFile(path.join(home, 'exit-codes'), '');
    void startSupervisor(home, '--worker', fixture('supervised'));
    await until(() => reads(home, 'starts') !== '', 'the worker runs');
    expect(await startSupervisor(home, '--worker', fixture('supervised'))).toBe(1);
    expect(reads(home, 'flamenco-worker.log')).toContain('is running in');
    expect(reads(home, 'starts').trim().split('\n')).toHaveLength(1);
  });
});
