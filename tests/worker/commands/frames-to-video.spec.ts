import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFfmpeg } from '#worker/commands/find-ffmpeg.ts';
import { videoInput } from '#worker/commands/video-input.ts';
import { runOne } from '../support/command-context.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Writes a file with all its arguments to the path in its last argument, where FFmpeg would write. */
const FAKE_FFMPEG = `require('fs').writeFileSync(process.argv.at(-1), process.env.EMPTY ? '' : process.argv.slice(1).join(' '))`;

async function folderWithFrames(): Promise<string> {
  const folder = await temporaryFolder();
  for (const name of ['b 2.png', "it's 1.png", 'other.exr']) await writeFile(path.join(folder, name), 'x');
  return folder;
}

async function makeVideo(folder: string, more: Record<string, unknown>) {
  return await runOne('frames-to-video', {
    exe: process.execPath,
    exeArgs: '-e',
    argsBefore: [FAKE_FFMPEG, '--', 'before'],
    args: ['after'],
    fps: 24,
    inputGlob: path.join(folder, '*.png'),
    outputFile: path.join(folder, 'video.mp4'),
    ...more,
  });
}

describe('frames-to-video', () => {
  it('gives FFmpeg the frames as a glob pattern, with the rate before and after', async () => {
    const folder = await folderWithFrames();
    const { failure, log } = await makeVideo(folder, { fps: 23.976 });
    expect(failure).toBeUndefined();
    expect(log[0]).toBe(`frames-to-video: 2 files match ${folder}/*.png`);
    expect(await readFile(path.join(folder, 'video.mp4'), 'utf8')).toBe(
      `before -r 23.976 -pattern_type glob -i ${folder}/*.png after -r 23.976 ${folder}/video.mp4`,
    );
  });

  it('fails when no frame matches', async () => {
    const folder = await temporaryFolder();
    expect((await makeVideo(folder, {})).failure).toContain(
      `no file matches ${folder}/*.png; check that the frames were rendered`,
    );
  });

  it('fails when the writing of a frame was interrupted, which FFmpeg would silently leave out', async () => {
    const folder = await folderWithFrames();
    await writeFile(path.join(folder, 'b 3.png'), '');
    const { failure } = await makeVideo(folder, {});
    expect(failure).toContain(`${folder}/b 3.png is empty or cut off; delete it and requeue the task that renders it`);
    await expect(stat(path.join(folder, 'video.mp4'))).rejects.toThrow('ENOENT');
  });

  it('fails when FFmpeg reports success but there is no video', async () => {
    const folder = await folderWithFrames();
    expect((await makeVideo(folder, { argsBefore: ['0', '--'] })).failure).toContain('video.mp4 is not there');
    const empty = `require('fs').writeFileSync(process.argv.at(-1), '')`;
    expect((await makeVideo(folder, { argsBefore: [empty, '--'] })).failure).toContain('video.mp4 is empty');
  });

  it.each([
    [0, 'must be more than 0'],
    [undefined, 'must be given, as a number'],
    ['24', 'must be given, as a number'],
  ])('refuses a rate of %j', async (fps, problem) => {
    expect((await makeVideo('/nowhere', { fps })).failure).toContain(`parameter "fps" ${problem}`);
  });

  it('on Windows passes a list of files, which it removes afterwards', async () => {
    const folder = await folderWithFrames();
    const temporary = await temporaryFolder();
    const input = await videoInput(path.join(folder, '*.png'), 25, temporary, 'win32');
    const index = path.join(temporary, 'ffmpeg-file-index.txt');
    expect(input.args).toEqual(['-f', 'concat', '-safe', '0', '-i', index]);
    expect(await readFile(index, 'utf8')).toBe(
      `file '${folder}/b 2.png'\nduration 0.04\nfile '${folder}/it'\\''s 1.png'\nduration 0.04\n`,
    );
    await input.dispose();
    await expect(stat(index)).rejects.toThrow('ENOENT');
  });
});

describe('finding FFmpeg', () => {
  const program = async (folder: string, name: string, lines: string) => {
    const file = path.join(folder, name);
    await writeFile(file, `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
    return file;
  };

  it('looks on the search path, and tries it out', async () => {
    const folder = await temporaryFolder();
    const own = await program(folder, 'ffmpeg', 'test "$1" = -version');
    expect(await findFfmpeg('ffmpeg', { PATH: folder })).toBe(own);
    await program(folder, 'ffmpeg', 'exit 3');
    await expect(findFfmpeg('ffmpeg', { PATH: folder })).rejects.toThrow(
      `frames-to-video: ${own} does not work ("-version" was tried): it ended with exit code 3; install FFmpeg again`,
    );
  });

  it('says what to do when there is none', async () => {
    await expect(findFfmpeg('ffmpeg', { PATH: '/nowhere' })).rejects.toThrow(
      /^frames-to-video: the program "ffmpeg" was not found on this worker \(looked for on the search path.*\): install it/,
    );
    await expect(findFfmpeg('/opt/no/ffmpeg', {})).rejects.toThrow(
      /^frames-to-video: the program "\/opt\/no\/ffmpeg" was not found on this worker: install it/,
    );
  });

  it('uses a path as it is', async () => {
    const other = await program(await temporaryFolder(), 'my-ffmpeg', 'exit 3');
    expect(await findFfmpeg(other, {})).toBe(other);
  });

  it('uses a wrapper with a name of its own as it is', async () => {
    const folder = await temporaryFolder();
    const wrapper = await program(folder, 'farm-ffmpeg', 'exit 3');
    expect(await findFfmpeg('farm-ffmpeg', { PATH: folder })).toBe(wrapper);
  });
});
