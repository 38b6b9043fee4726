import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { removeFirmly, renameFirmly } from '#system/files/firmly.mjs';
import { FILE_PATIENCE, FOLDER_PATIENCE, isWorthWaitingFor, pausesWithin } from '#system/files/held-files.mjs';
import { isNetworkStorage } from '#system/files/on-network.mjs';
import { failing, recordedWaits } from '../../support/held-files.ts';
import { temporaryFolder } from '../../worker/support/temporary-folder.ts';

describe('what may go right in a moment', () => {
  const [local, network] = [{}, { isOnNetwork: true }];
  it.each([
    ['win32', 'EPERM', local, true],
    ['win32', 'EACCES', local, true],
    ['win32', 'EBUSY', local, true],
    ['win32', 'EXDEV', local, false],
    ['win32', 'ENOENT', local, false],
    ['linux', 'EPERM', network, false],
    ['linux', 'EACCES', local, false],
    ['linux', 'EACCES', network, true],
    ['linux', 'EBUSY', local, true],
    ['linux', 'ETXTBSY', local, true],
    ['linux', 'EROFS', network, false],
    ['darwin', 'EPERM', network, false],
    ['darwin', 'EACCES', local, false],
    ['darwin', 'EACCES', network, true],
    ['darwin', 'EBUSY', local, true],
    ['darwin', undefined, network, false],
  ] as const)('on %s, %s, %o: %s', (platform, code, where, expected) => {
    expect(isWorthWaitingFor(platform, code, where)).toBe(expected);
  });

  it('is a folder that is not empty yet, when it is removed, and not one that something is to take the place of', () => {
    for (const platform of ['win32', 'linux', 'darwin'] as const) {
      expect(isWorthWaitingFor(platform, 'ENOTEMPTY', { isRemoval: true })).toBe(true);
      expect(isWorthWaitingFor(platform, 'ENOTEMPTY')).toBe(false);
    }
  });

  it.each([
    ['linux', '/mnt/nas/a', 0xff534d42, true],
    ['linux', '/mnt/nas/a', 0x6969, true],
    ['linux', '/home/a', 0xef53, false],
    ['linux', '/home/a', undefined, false],
    ['darwin', '/Volumes/nas/a', 30, true],
    ['darwin', '/Users/a', 26, false],
  ] as const)('takes %s %s with type %s for network storage: %s', (platform, file, type, expected) => {
    expect(isNetworkStorage(platform, file, type)).toBe(expected);
  });

  it('is waited for in growing pauses: 5 s for files, a minute for folders', () => {
    const forFiles = pausesWithin(FILE_PATIENCE);
    expect(forFiles.slice(0, 4)).toEqual([20, 40, 80, 160]);
    expect(forFiles).toHaveLength(9);
    const sum = (pauses: number[]) => pauses.reduce((all, pause) => all + pause, 0);
    expect([sum(forFiles), sum(pausesWithin(FOLDER_PATIENCE))]).toEqual([5_000, 60_000]);
    expect(pausesWithin(0)).toEqual([]);
  });
});

describe('a file that somebody holds', () => {
  it('is renamed as soon as it is let go, and whoever waits is told once', async () => {
    const { waits, wait } = recordedWaits();
    const rename = failing(3, 'EPERM');
    const told: unknown[] = [];
    await renameFirmly('a', 'b', { platform: 'win32', rename, wait, onHeld: ({ code }) => void told.push(code) });
    expect([rename.calls, waits, told]).toEqual([4, [20, 40, 80], ['EPERM']]);
  });

  it('keeps its name, with the system’s own error, once patience has run out', async () => {
    const { waits, wait } = recordedWaits();
    const rename = failing(100, 'EBUSY');
    const renaming = renameFirmly('a', 'b', { platform: 'linux', rename, wait });
    await expect(renaming).rejects.toMatchObject({ code: 'EBUSY' });
    expect([rename.calls, waits.length]).toEqual([10, 9]);
  });

  it.each([
    ['linux', 'EACCES'],
    ['linux', 'EPERM'],
    ['darwin', 'EPERM'],
    ['win32', 'EXDEV'],
    ['win32', 'ENOENT'],
  ] as const)('is not waited for where waiting cannot help: on %s, %s', async (platform, code) => {
    const rename = failing(1, code);
    const wait = () => Promise.reject(new Error('has waited'));
    await expect(renameFirmly('/a', '/b', { platform, rename, wait })).rejects.toMatchObject({ code });
    expect(rename.calls).toBe(1);
  });

  it('is not waited for when somebody else has done the work by then', async () => {
    const rename = failing(100, 'EPERM');
    const wait = () => Promise.resolve();
    const unless = () => Promise.resolve(rename.calls === 2);
    await expect(renameFirmly('a', 'b', { platform: 'win32', rename, wait, unless })).rejects.toThrow('EPERM');
    expect(rename.calls).toBe(2);
  });

  it('is given up at once when the task is canceled', async () => {
    const stop = new AbortController();
    const rename = failing(100, 'EPERM');
    const onHeld = () => stop.abort(new Error('task was canceled'));
    const options = { platform: 'win32', rename, onHeld, signal: stop.signal } as const;
    await expect(renameFirmly('a', 'b', options)).rejects.toThrow('task was canceled');
    expect(rename.calls).toBe(1);
  });

  it('is deleted with the same patience, and so is a folder in which a deletion is under way', async () => {
    const { waits, wait } = recordedWaits();
    await removeFirmly('a', { platform: 'win32', remove: failing(1, 'EBUSY'), wait });
    await removeFirmly('a', { platform: 'linux', remove: failing(2, 'ENOTEMPTY'), wait });
    expect(waits).toEqual([20, 20, 40]);
  });

  it('is really renamed or deleted, with all that is in it; what is not there is fine', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'a', 'deep'), { recursive: true });
    await writeFile(join(folder, 'a', 'deep', 'file'), 'x');
    await renameFirmly(join(folder, 'a'), join(folder, 'b'));
    expect(await readdir(folder)).toEqual(['b']);
    await removeFirmly(join(folder, 'b'));
    await removeFirmly(join(folder, 'b'));
    expect(await readdir(folder)).toEqual([]);
  });
});
