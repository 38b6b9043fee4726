import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { needs } from '#tests/support/needs.ts';
import { move } from '#worker/commands/move-directory.ts';
import { failing, recordedWaits } from '../../support/held-files.ts';
import { runOne } from '../support/command-context.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('make-directory', () => {
  it('creates parents too, and does not mind if the directory exists', async () => {
    const folder = path.join(await temporaryFolder(), 'a', 'b');
    expect((await runOne('make-directory', { path: folder })).failure).toBeUndefined();
    expect((await runOne('make-directory', { path: folder })).failure).toBeUndefined();
    expect((await stat(folder)).isDirectory()).toBe(true);
  });

  it('fails where a file is in the way', async () => {
    const file = path.join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    expect((await runOne('make-directory', { path: file })).failure).toContain(`${file} could not be created`);
  });
});

describe('paths that are not absolute', () => {
  it.each([
    ['make-directory', { path: 'frames' }, 'path'],
    ['make-directory', { path: '../frames' }, 'path'],
    ['move-directory', { src: 'a', dest: '/b' }, 'src'],
    ['move-directory', { src: '/a', dest: 'b' }, 'dest'],
  ])('%s refuses %j, which would lead to the folder that the worker runs in', async (name, parameters, wrong) => {
    expect((await runOne(name, parameters)).failure).toContain(
      `${name}: parameter "${wrong}" must be an absolute path`,
    );
  });

  it('are refused on the platform where they are not absolute', needs('Unix', path.sep === '/'), async () => {
    const { failure } = await runOne('make-directory', { path: String.raw`C:\frames` });
    expect(failure).toBe(String.raw`make-directory: parameter "path" must be an absolute path, not C:\frames`);
  });
});

describe('copy-file', () => {
  it('copies, and creates the directories that lead there', async () => {
    const folder = await temporaryFolder();
    const [src, dest] = [path.join(folder, 'a'), path.join(folder, 'b', 'c', 'd')];
    await writeFile(src, 'content');
    const { log, failure } = await runOne('copy-file', { src, dest });
    expect(failure).toBeUndefined();
    expect(log).toEqual([`copy-file: copying ${src} to ${dest}`, `copy-file: copied ${src} to ${dest}`]);
    expect(await readFile(dest, 'utf8')).toBe('content');
  });

  it('never overwrites', async () => {
    const folder = await temporaryFolder();
    const [src, dest] = [path.join(folder, 'a'), path.join(folder, 'b')];
    await writeFile(src, 'new');
    await writeFile(dest, 'old');
    const { log, failure } = await runOne('copy-file', { src, dest });
    expect(failure).toBe(`copy-file: destination ${dest} exists already`);
    expect(log).toContain(failure);
    expect(await readFile(dest, 'utf8')).toBe('old');
  });

  it('names the file that is in the way of a folder it has to create', async () => {
    const folder = await temporaryFolder();
    const [src, inTheWay] = [path.join(folder, 'a'), path.join(folder, 'b')];
    await writeFile(src, 'new');
    await writeFile(inTheWay, 'old');
    for (const dest of [path.join(inTheWay, 'c'), path.join(inTheWay, 'c', 'd')]) {
      const { log, failure } = await runOne('copy-file', { src, dest });
      expect(failure).toBe(`copy-file: ${dest} could not be written: ${inTheWay} is a file, not a folder`);
      expect(log).toContain(failure);
    }
    expect(await readFile(inTheWay, 'utf8')).toBe('old');
  });

  it('refuses relative paths, a missing source and a directory', async () => {
    const folder = await temporaryFolder();
    expect((await runOne('copy-file', { src: 'a', dest: '/b' })).failure).toBe(
      'copy-file: parameter "src" must be an absolute path',
    );
    expect((await runOne('copy-file', { src: path.join(folder, 'no'), dest: '/b' })).failure).toContain(
      'does not exist',
    );
    expect((await runOne('copy-file', { src: folder, dest: '/b' })).failure).toContain('is not a regular file');
  });
});

describe('move-directory', () => {
  it('moves no files', async () => {
    const folder = await temporaryFolder();
    const [src, dest] = [path.join(folder, 'a'), path.join(folder, 'b')];
    await writeFile(src, 'content');
    expect((await runOne('move-directory', { src, dest })).failure).toBe(
      `move-directory: source ${src} is not a directory`,
    );
    expect(await readdir(folder)).toEqual(['a']);
  });

  it('renames what is in the way, adding the time of its last change', async () => {
    const { run, names, moved } = await moveOnto([]);
    expect(run.failure).toBeUndefined();
    expect(run.log).toHaveLength(2);
    expect(names).toEqual(['frames', 'frames-2026-11-24_030507']);
    expect(moved).toEqual(['from-new']);
  });

  it('adds a number if that name is taken, one more than the highest', async () => {
    const { names } = await moveOnto(['frames-2026-11-24_030507', 'frames-2026-11-24_030507-007']);
    expect(names).toContain('frames-2026-11-24_030507-008');
  });

  it('needs a source, and does not create parents', async () => {
    const folder = await temporaryFolder();
    const missing = path.join(folder, 'missing');
    expect((await runOne('move-directory', { src: missing, dest: folder })).failure).toBe(
      `move-directory: source ${missing} does not exist`,
    );
    expect((await runOne('move-directory', { src: folder, dest: path.join(missing, 'x') })).failure).toContain(
      'could not be moved to',
    );
  });
});

/** Moves a directory to a path where there is one already, which was last changed at a known time. */
async function moveOnto(others: string[]) {
  const folder = await temporaryFolder();
  const [src, dest] = [path.join(folder, 'new'), path.join(folder, 'frames')];
  for (const name of ['new', 'frames', ...others]) await mkdir(path.join(folder, name));
  await writeFile(path.join(src, 'from-new'), '');
  const changed = new Date(2026, 10, 24, 3, 5, 6, 900);
  await utimes(dest, changed, changed);
  const run = await runOne('move-directory', { src, dest: `${dest}/` });
  return { run, names: (await readdir(folder)).toSorted(), moved: await readdir(dest) };
}

describe('move-directory, when another program holds the folder', () => {
  function aMove(times: number, code: string, platform: NodeJS.Platform = 'win32') {
    const log: string[] = [];
    const stop = new AbortController();
    const { waits, wait } = recordedWaits();
    const context = { log: (line: string) => void log.push(line), signal: stop.signal };
    const rename = failing(times, code);
    const moving = () => move(context, 'F:/preview', 'F:/frames', { platform, rename, wait });
    return { log, stop, waits, rename, moving };
  }

  it('says so in the log and tries again until it is let go', async () => {
    const { moving, log, rename } = aMove(12, 'EBUSY');
    await moving();
    expect(log).toEqual([
      'move-directory: moving F:/preview to F:/frames',
      'move-directory: F:/preview is held by another program; trying again for up to 60 s',
    ]);
    expect(rename.calls).toBe(13);
  });

  it('gives up after a minute, and says what may hold it', async () => {
    const { moving, waits } = aMove(1_000, 'EPERM');
    await expect(moving()).rejects.toThrow(/F:\/preview could not be moved to F:\/frames: another program holds it/);
    expect(waits.reduce((sum, each) => sum + each, 0)).toBe(60_000);
  });

  it('does not wait where that cannot help', async () => {
    const other = aMove(1, 'EXDEV', 'linux');
    await expect(other.moving()).rejects.toThrow('that is another disk or share');
    const denied = aMove(1, 'EPERM', 'linux');
    await expect(denied.moving()).rejects.toThrow('EPERM');
    expect([other.waits, denied.waits]).toEqual([[], []]);
  });

  it('stops waiting when the task is canceled', async () => {
    const { moving, stop, rename } = aMove(1_000, 'EPERM');
    stop.abort(new Error('task was canceled'));
    await expect(moving()).rejects.toThrow('task was canceled');
    expect(rename.calls).toBe(0);
  });
});
