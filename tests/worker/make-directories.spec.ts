import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { needs } from '#tests/support/needs.ts';
import { makeDirectories } from '#worker/make-directories.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

describe('making a directory', () => {
  it('creates its parents too, and leaves existing ones alone', async () => {
    const folder = path.join(await temporaryFolder(), 'a', 'b c', 'd');
    await makeDirectories(folder, 0o750);
    await makeDirectories(folder);
    expect((await stat(path.dirname(folder))).mode & 0o777).toBe(0o750);
    await makeDirectories('/');
  });

  it('fails where a file is in the way', async () => {
    const file = path.join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    await expect(makeDirectories(file)).rejects.toThrow('EEXIST');
    await expect(makeDirectories(path.join(file, 'below'))).rejects.toThrow('ENOTDIR');
  });

  it('gives up where nothing can be created', needs('the /proc of Linux', process.platform === 'linux'), async () => {
    await expect(makeDirectories('/proc/no/such')).rejects.toThrow('ENOENT');
  });
});
