import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneAtATime } from '#scripts/launch/one-at-a-time.mjs';
import { failing, recordedWaits } from '../support/held-files.ts';

describe('preparations that must not run twice at once', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'flamenco-lock-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('wait for each other', async () => {
    const lock = join(folder, 'shared.lock');
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      order.push(`${name} ends`);
    };
    await Promise.all([oneAtATime(lock, work('first')), oneAtATime(lock, work('second'))]);
    expect(order.map((line) => line.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends']);
  });

  it('go on when the process that held the lock has died', async () => {
    const lock = join(folder, 'left-behind.lock');
    const { pid } = spawnSync(process.execPath, ['--version']);
    await writeFile(lock, String(pid));
    expect(await oneAtATime(lock, () => Promise.resolve('done'))).toBe('done');
  });

  it('wait on Windows for a released lock whose deletion is under way, and no longer than that', async () => {
    const lock = join(folder, 'deleted.lock');
    const parts = (times: number) => {
      const { waits, wait } = recordedWaits();
      return { platform: 'win32', write: failing(times, 'EPERM'), wait, waits } as const;
    };
    const [passing, lasting] = [parts(2), parts(100)];
    expect(await oneAtATime(lock, () => Promise.resolve('done'), passing)).toBe('done');
    expect(passing.waits).toEqual([20, 40]);
    await expect(oneAtATime(lock, () => Promise.resolve('done'), lasting)).rejects.toThrow('EPERM');
    await expect(oneAtATime(lock, () => Promise.resolve('done'), { ...parts(1), platform: 'linux' })).rejects.toThrow(
      'EPERM',
    );
  });

  it('release the lock when they fail', async () => {
    const lock = join(folder, 'failing.lock');
    await expect(oneAtATime(lock, () => Promise.reject(new Error('no network')))).rejects.toThrow('no network');
    expect(await oneAtATime(lock, () => Promise.resolve('done'))).toBe('done');
  });
});
