import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '#server/config/load-config.ts';
import { writeConfig } from '#server/config/write-config.ts';

describe('writing the configuration', () => {
  let home = '';
  const file = () => join(home, 'flamenco-manager.yaml');
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'config-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  it('creates the file if there is none, readable only by its owner', async () => {
    const changes = [{ path: ['shared_storage_path'], value: '/mnt/farm' }];
    const written = await writeConfig({ home }, changes);
    expect(written).toMatchObject({ isFirstRun: false, settings: { shared_storage_path: '/mnt/farm' } });
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect((await loadConfig({ home })).settings).toEqual(written.settings);
    expect(await readdir(home)).toEqual(['flamenco-manager.yaml']);
  });

  it('takes a file that PowerShell 5.1 has written, in UTF-16, and writes UTF-8', async () => {
    await writeFile(file(), Buffer.from('\uFEFF_meta: {version: 3}\r\nmanager_name: Größe\r\n', 'utf16le'));
    expect((await loadConfig({ home })).settings.manager_name).toBe('Größe');
    await writeConfig({ home }, [{ path: ['listen'], value: ':8081' }]);
    expect(await readFile(file(), 'utf8')).toContain('manager_name: Größe');
  });

  it('keeps comments and keys that it does not know', async () => {
    await writeFile(
      file(),
      '# ours\n_meta:\n  version: 3\nfuture: 1 # soon\nlisten: :8080 # the door\nmanager_name: A\n',
    );
    await writeConfig({ home }, [
      { path: ['listen'], value: ':8081' },
      { path: ['manager_name'], value: undefined },
      { path: ['variables', 'x'], value: { is_twoway: true, values: [{ platform: 'linux', value: '/x' }] } },
    ]);
    const text = await readFile(file(), 'utf8');
    expect(text).toContain('# ours\n');
    expect(text).toContain('future: 1 # soon\n');
    expect(text).toMatch(/listen: :8081( # the door)?\n/);
    expect(text).not.toContain('manager_name');
    expect((await loadConfig({ home })).variables.get('x')?.isTwoway).toBe(true);
  });

  it('keeps numbers as they were written, as texts if YAML would write them differently', async () => {
    const numbers = ['0123', '3.10', '0x1F', '12345678901234567890', '1e3', '7'];
    const keys = numbers.map((number, index) => `n${index}: ${number} # kept`);
    await writeFile(file(), `_meta:\n  version: 3\n${keys.join('\n')}\n`);
    await writeConfig({ home }, [{ path: ['manager_name'], value: 'x' }]);
    const text = await readFile(file(), 'utf8');
    expect(text.match(/(?<=n\d: ).*(?= # kept)/g)).toEqual([
      '"0123"',
      '3.10',
      '"0x1F"',
      '"12345678901234567890"',
      '"1e3"',
      '7',
    ]);
  });

  it('leaves the file as it is if the new one could not be loaded', async () => {
    await writeFile(file(), '_meta: {version: 3}\n');
    await expect(writeConfig({ home }, [{ path: ['task_timeout'], value: 'long' }])).rejects.toThrow(
      /task_timeout: "long" is not a duration/,
    );
    expect(await readFile(file(), 'utf8')).toBe('_meta: {version: 3}\n');
  });
});
