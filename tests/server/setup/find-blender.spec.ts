import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkBlender, findBlender } from '#server/setup/find-blender.ts';
import type { Machine } from '#system/programs/machine.ts';
import { aMachine } from '#tests/system/programs/a-machine.ts';

let folder = '';
const searchPath = process.env['PATH'] ?? '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blenders-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  process.env['PATH'] = searchPath;
  await rm(folder, { recursive: true });
});

/** A program with this name that runs these lines of shell. */
async function program(name: string, lines: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${lines}\n`);
  await chmod(path, 0o755);
  return path;
}

describe('programs that are tried out', () => {
  it('run one at a time; when many wait already, more are refused', async () => {
    // It fails if another one is running.
    const input = await program('b-alone', 'mkdir "$0.lock" || exit 1; sleep 0.1; rmdir "$0.lock"; echo "Blender 4.2"');
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => checkBlender(input)));
    const ran = asked.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    const refused = asked.flatMap((each): unknown[] => (each.status === 'rejected' ? [each.reason] : []));
    expect(ran.map(({ is_usable }) => is_usable)).toEqual(Array.from({ length: 5 }, () => true));
    expect(refused).toEqual(Array.from({ length: 3 }, () => expect.objectContaining({ code: 'busy' })));
    expect(await checkBlender(input)).toMatchObject({ is_usable: true });
  });

  it('see none of the manager’s secrets', async () => {
    vi.stubEnv('DATABASE_PASSWORD', 'a secret');
    const input = await program('b-curious', 'echo "Blender $DATABASE_PASSWORD in $HOME"');
    expect(await checkBlender(input)).toMatchObject({ cause: `Blender  in ${process.env['HOME']}` });
  });
});

describe('a program is Blender', () => {
  it('if a line of its version output begins like Blender’s', async () => {
    const input = await program('b-4.2', 'echo "Read prefs: x"; echo "Blender 4.2.1 LTS"; echo "\tbuild date"');
    expect(await checkBlender(input)).toEqual({
      input,
      path: input,
      source: 'input_path',
      is_usable: true,
      cause: 'Blender 4.2.1 LTS',
    });
  });

  it('but not if it says something else', async () => {
    const input = await program('gimp', 'echo "GIMP, no Blender"');
    expect(await checkBlender(input)).toMatchObject({
      path: '',
      is_usable: false,
      cause: expect.stringMatching(/does not say/),
    });
  });

  it('but not if it fails', async () => {
    const input = await program('broken', 'echo "Blender 4.2"; exit 3');
    expect(await checkBlender(input)).toMatchObject({
      is_usable: false,
      cause: expect.stringMatching(/ended with exit code 3/),
    });
  });

  it('but not if it does not answer in time; it is killed along with everything it has started', async () => {
    const input = await program('hangs', `sleep 600 & wait`);
    const result = await checkBlender(input, 300);
    expect(result).toMatchObject({
      path: '',
      is_usable: false,
      cause: expect.stringMatching(/did not answer within 0.3 seconds/),
    });
  });

  it('but not if it never stops printing', async () => {
    const input = await program('loud', 'yes Windows');
    expect(await checkBlender(input)).toMatchObject({
      is_usable: false,
      cause: expect.stringMatching(/does not stop printing/),
    });
  });

  it('but not if it is not a program at all', async () => {
    const input = join(folder, 'readme');
    await writeFile(input, 'hello');
    expect(await checkBlender(input)).toMatchObject({
      input,
      path: '',
      is_usable: false,
      cause: expect.stringMatching(/EACCES/),
    });
  });
});

describe('what a person types', () => {
  it('may be a folder: the executable in it is meant', async () => {
    expect(await checkBlender(folder)).toMatchObject({
      is_usable: false,
      cause: expect.stringMatching(/There is no file .*blender\.$/i),
    });
    const path = await program(process.platform === 'darwin' ? 'Blender' : 'blender', 'echo Blender 3.6');
    expect(await checkBlender(folder)).toMatchObject({ input: folder, path, source: 'input_path', is_usable: true });
  });

  it('may be a folder that contains another folder named like the program', async () => {
    await mkdir(join(folder, 'blender'));
    expect(await checkBlender(folder)).toMatchObject({ is_usable: false });
  });

  it('may be a name on the search path', async () => {
    const path = await program('blender-beta', 'echo Blender 5.0');
    process.env['PATH'] = `${folder}:${searchPath}`;
    expect(await checkBlender('blender-beta')).toMatchObject({
      input: 'blender-beta',
      path,
      source: 'path_envvar',
      is_usable: true,
    });
    expect(await checkBlender('blender-alpha')).toMatchObject({
      source: 'path_envvar',
      is_usable: false,
      cause: 'There is no "blender-alpha" on the search path.',
    });
  });

  it('may be nothing: Blender is then searched for', async () => {
    process.env['PATH'] = folder;
    expect(await checkBlender(' ')).toMatchObject({ source: 'default', is_usable: false, path: '' });
  });
});

describe('the Blender of this computer', () => {
  const found = (path: string, source: string, cause: string, input = path) => ({
    input,
    path,
    source,
    is_usable: true,
    cause,
  });
  const on = (platform: 'win32' | 'darwin' | 'linux', parts: object): Machine => ({
    ...aMachine(platform, { environment: { PATH: folder }, ...parts }),
    home: folder,
  });

  it('is found on the search path, ready to be saved', async () => {
    const path = await program('blender', 'echo Blender 4.5.0');
    process.env['PATH'] = folder;
    expect((await findBlender())[0]).toEqual(found(path, 'path_envvar', 'Blender 4.5.0', 'blender'));
    expect(await checkBlender('')).toEqual(found(path, 'path_envvar', 'Blender 4.5.0', 'blender'));
  });

  it('is not invented if there is none', async () => {
    expect(await findBlender(undefined, on('linux', {}))).toEqual([]);
  });

  it('is refused with the reason if it does not work', async () => {
    await program('blender', 'exit 1');
    process.env['PATH'] = folder;
    await expect(findBlender()).rejects.toThrow(/blender could not be run: it ended with exit code 1/);
  });

  it('is the app on macOS, then the one on the search path', async () => {
    await mkdir(join(folder, 'Applications/Blender.app/Contents/MacOS'), { recursive: true });
    const app = await program('Applications/Blender.app/Contents/MacOS/Blender', 'echo Blender 5.0.1');
    const other = await program('blender', 'echo Blender 4.5.0');
    const mac = on('darwin', { files: [app, other] });
    expect(await findBlender(undefined, mac)).toEqual([
      found(app, 'system_location', 'Blender 5.0.1'),
      found(other, 'path_envvar', 'Blender 4.5.0', 'blender'),
    ]);
    const folderOfApp = join(folder, 'Applications/Blender.app');
    expect(await checkBlender(folderOfApp, undefined, mac)).toEqual(
      found(app, 'input_path', 'Blender 5.0.1', folderOfApp),
    );
    expect(await checkBlender('blender', undefined, on('darwin', { files: [app] }))).toMatchObject({
      path: app,
      source: 'system_location',
    });
  });
});
