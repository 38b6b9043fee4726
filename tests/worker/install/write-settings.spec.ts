import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeSettings } from '#worker/install/write-settings.ts';
import { writeWholeWith } from '#worker/install/write-whole.ts';
import { readConfigFile } from '#worker/config-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FARM = { managerUrl: 'http://farm:8080', name: null, tags: [] };

async function after(text: string | undefined, more: Partial<Parameters<typeof writeSettings>[1]> = {}) {
  const home = await temporaryFolder();
  const file = path.join(home, 'flamenco-worker.yaml');
  if (text !== undefined) await writeFile(file, text);
  await writeSettings(home, { ...FARM, ...more }, writeWholeWith());
  return { text: await readFile(file, 'utf8'), settings: await readConfigFile(file) };
}

describe('the settings of an installed worker', () => {
  it('name the manager, and what was asked for', async () => {
    const { settings } = await after(undefined, { name: `render #7's: "ä"`, tags: ['gpu', 'night shift', '7'] });
    expect(settings).toMatchObject({
      manager_url: 'http://farm:8080/',
      worker_name: `render #7's: "ä"`,
      tags: ['gpu', 'night shift', '7'],
    });
  });

  it('keep what else is there, with its comments', async () => {
    const text = '# of Ann\ntags: [gpu]\nmanager_url: http://old/ # moved\nrun_tasks_as: render\n';
    expect((await after(text)).text).toBe(
      '# of Ann\ntags: [gpu]\nmanager_url: http://farm:8080/ # moved\nrun_tasks_as: render\n',
    );
  });

  it('are not touched if they are not valid', async () => {
    await expect(after('a: [b\n')).rejects.toThrow(/flamenco-worker.yaml is not valid, correct it first/);
  });
});

describe('a file that is replaced', () => {
  const held = (code: string) => Object.assign(new Error(code), { code });

  it('is replaced once a virus scanner lets go of it', async () => {
    let failures = 3;
    let pauses = 0;
    const write = writeWholeWith({
      platform: 'win32',
      rename: async () => {
        if (failures-- > 0) throw held('EPERM');
      },
      wait: async () => void pauses++,
    });
    await write(path.join(await temporaryFolder(), 'a'), 'new');
    expect(pauses).toBe(3);
  });

  it.each(['EBUSY', 'ENOSPC'])('stays as it was if that never works (%s)', async (code) => {
    const file = path.join(await temporaryFolder(), 'a');
    await writeFile(file, 'old');
    const write = writeWholeWith({
      platform: 'win32',
      rename: () => Promise.reject(held(code)),
      wait: async () => undefined,
    });
    await expect(write(file, 'new')).rejects.toThrow(code);
    expect(await readFile(file, 'utf8')).toBe('old');
  });
});
