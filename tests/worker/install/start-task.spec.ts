import { mkdir, writeFile } from 'node:fs/promises';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lockHome } from '#worker/home-lock.ts';
import { startTask } from '#worker/install/start-task.ts';
import { logFileIn, supervisorHomeIn } from '#worker/supervisor/places.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ANN = { session: 1, sid: 'S-1-5-21-1', account: String.raw`STUDIO\ann` };

async function said(home: string, start: { ok: boolean; said: string }) {
  const lines: string[] = [];
  await startTask({
    home,
    task: { start: async () => start } as never,
    request: { ...ANN, desktops: [ANN] } as never,
    say: (line) => void lines.push(line),
    patience: { started: 300, stayed: 200 },
  });
  return lines.join('\n');
}

/** Stands for a program that runs in a home. */
async function runsIn(home: string) {
  await mkdir(home, { recursive: true });
  const lock = lockHome(home, pino({ level: 'silent' }));
  onTestFinished(() => lock.release());
}

describe('a worker that is started by its task', () => {
  it('is running if it stays', async () => {
    const home = await temporaryFolder();
    await runsIn(home);
    expect(await said(home, { ok: true, said: '' })).toContain('The worker is running');
  });

  it('is not running if only its supervisor is, and its log says why', async () => {
    const home = await temporaryFolder();
    await runsIn(supervisorHomeIn(home));
    await writeFile(logFileIn(home), 'one\nno space left on device\n');
    expect(await said(home, { ok: true, said: '' })).toMatch(
      /^WARNING: .*does not keep running\. The last line of its log: no space left on device$/m,
    );
  });

  it('is not running if the Task Scheduler refuses', async () => {
    expect(await said(await temporaryFolder(), { ok: false, said: 'exit code 1' })).toContain(
      'WARNING: the worker has not started: exit code 1',
    );
  });
});
