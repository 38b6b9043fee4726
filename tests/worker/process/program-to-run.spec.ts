import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ProcessNotStarted } from '#worker/process/process-not-started.ts';
import { programToRun } from '#worker/process/program-to-run.ts';
import { runOne } from '../support/command-context.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { startWorker } from '../support/worker-process.ts';

async function program(folder: string, name: string, lines = 'exit 0', mode = 0o755): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\n${lines}\n`);
  await chmod(file, mode);
  return file;
}

describe('the program that a task runs', () => {
  it('is the first on the search path that may be run', async () => {
    const [locked, first, second] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()];
    await program(locked, 'blender', '', 0o644);
    await mkdir(path.join(second, 'ffmpeg'));
    const file = await program(first, 'blender');
    await program(second, 'blender');
    const PATH = [locked, first, second].join(':');
    expect(await programToRun('blender', { PATH })).toMatchObject({ file, by: 'search-path' });
    await rm(file);
    expect(await programToRun('blender', { PATH })).toMatchObject({ file: path.join(second, 'blender') });
    await expect(programToRun('ffmpeg', { PATH: second })).rejects.toThrow('may not be run by this worker');
  });

  it('is found on the next try after somebody has installed it', async () => {
    const PATH = await temporaryFolder();
    await expect(programToRun('some-renderer', { PATH })).rejects.toThrow(ProcessNotStarted);
    const file = await program(PATH, 'some-renderer');
    expect(await programToRun('some-renderer', { PATH })).toMatchObject({ file });
  });

  it('is told with its full path in the log', async () => {
    const folder = await temporaryFolder();
    const file = await program(folder, 'some-renderer');
    vi.stubEnv('PATH', folder);
    const run = await runOne('exec', { exe: 'some-renderer', args: ['-x'] });
    vi.unstubAllEnvs();
    expect(run).toMatchObject({ failure: undefined, log: [`going to run:\n    ${file} -x`] });
  });

  it('is told as missing before anything is started, by every command that runs programs', async () => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, '1.png'), 'x');
    const video = { fps: 24, inputGlob: path.join(folder, '*.png'), outputFile: path.join(folder, 'v.mp4') };
    const exe = path.join(folder, 'gone');
    const missing = `the program "${exe}" was not found on this worker: install it, or set the variable that names it`;
    expect((await runOne('exec', { exe })).failure).toContain(`exec: ${missing}`);
    expect((await runOne('blender-render', { exe, blendfile: '' })).failure).toContain(`blender-render: ${missing}`);
    expect((await runOne('frames-to-video', { exe, ...video })).failure).toContain(`frames-to-video: ${missing}`);
  });

  it('is never one in the current folder', async () => {
    const folder = await temporaryFolder();
    await program(folder, 'some-renderer', 'echo "from the current folder"');
    const command = JSON.stringify([{ name: 'exec', parameters: { exe: 'some-renderer' } }]);
    const worker = startWorker(['--test', command], folder, { PATH: `.::${process.env['PATH']}` });
    expect(await worker.exit).toMatchObject({ code: 1 });
    expect(worker.output()).toContain('-- failed: exec: the program "some-renderer" was not found on this worker');
    expect(worker.output()).not.toContain('from the current folder');
  });
});
