import { readFile, stat, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { needs } from '#tests/support/needs.ts';
import { runOne } from '../support/command-context.ts';
import { fixture } from '../support/fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const HAS_PIPES = needs('the pipes of Unix', process.platform !== 'win32');

/** Runs the fake Blender, which is asked for `frames`, says `words` and ends with `exitCode`. */
async function render(frames: string, words: string[], exitCode = 0, before: string[] = []) {
  return await runOne('blender-render', {
    exe: process.execPath,
    exeArgs: '--no-warnings "--title=fake blender"',
    argsBefore: [fixture('fake-blender')],
    blendfile: '/scenes/a b.blend',
    args: [...before, '--render-frame', frames, 7, '--', ...words, exitCode],
  });
}

describe('blender-render', () => {
  it('starts the program with its own arguments, argsBefore, the blend file and args, in this order', async () => {
    const { log } = await render('1..1', ['saved']);
    expect(log[0]).toBe(
      `going to run:\n    ${process.execPath} --no-warnings '--title=fake blender' ${fixture('fake-blender')} '/scenes/a b.blend' --render-frame 1..1 7 -- saved 0`,
    );
    expect(log).toContainEqual(expect.stringMatching(/^pid=\d+ > Saved: '\/tmp\/f_1\.png'$/));
  });

  it('refuses a blend file that Blender would take for an option', async () => {
    const { failure, log } = await runOne('blender-render', { exe: process.execPath, blendfile: '--python-expr' });
    expect(failure).toContain('parameter "blendfile" must not begin with "-"');
    expect(log).toEqual([]);
  });

  it('leaves alone what it is said to have saved if that is not a file', HAS_PIPES, async () => {
    const folder = await temporaryFolder();
    const pipe = path.join(folder, 'pipe.png');
    await promisify(execFile)('mkfifo', [pipe]);
    const said = [`say:Saved: '${pipe}'`, 'say: Time: 00:00.52 (Saving: 00:00.01)', `say:Writing: ${pipe}.crash.txt`];
    await promisify(execFile)('mkfifo', [`${pipe}.crash.txt`]);
    expect((await render('1', said)).failure).toBeUndefined();
    expect((await render('1', said, 1)).failure).toContain('exit code 1');
    expect((await stat(pipe)).isFIFO()).toBe(true);
  });

  it('counts a step for each frame that was rendered or skipped, and offers what was saved', async () => {
    const run = await render('1..3', ['saved', 'skipped', 'saved']);
    expect(run).toMatchObject({ failure: undefined, steps: 3, outputs: ['/tmp/f_1.png', '/tmp/f_3.png'] });
  });

  it('offers the frame, not what File Output nodes save before it, and counts it once', async () => {
    expect(await render('1..2', ['nodes', 'nodes'])).toMatchObject({
      failure: undefined,
      steps: 2,
      outputs: ['/tmp/f_1.png', '/tmp/f_2.png'],
    });
    expect((await render('1..4', ['nodes', 'nodes'])).failure).toContain('rendered or skipped 2 of 4 frames');
  });

  it('offers the last frame of a Blender that reports no times', async () => {
    expect((await render('1..2', ['quiet', 'quiet'])).outputs).toEqual(['/tmp/f_2.png']);
  });

  it('fails when fewer frames came out than were asked for, whatever the exit code says', async () => {
    expect((await render('1..4', ['saved', 'skipped'])).failure).toContain('rendered or skipped 2 of 4 frames');
    expect((await render('1-3', [])).failure).toContain('rendered or skipped 0 of at least 1 frame');
  });

  it('names the output path whose curly brackets Blender took for a template', async () => {
    const said = ["say:Error: Parse errors in path '/out/{foo}/f_####':", 'say:- Unknown variable referenced'];
    const text = 'curly brackets in the output path /out/{foo}/f_#### are a template for Blender 4.5 and newer';
    expect((await render('1', said)).failure).toContain(text);
    expect((await render('1', said, 1)).failure).toContain(text);
  });

  it('says that a script ended Blender when Blender did not say that it quit', async () => {
    const script = ['--python-expr', 'import sys; sys.exit(0)'];
    expect((await render('1', [], 0, script)).failure).toContain('seems to have ended Blender (with sys.exit()');
    expect((await render('1', ['say:Blender quit'], 0, script)).failure).toContain('check the frame range');
    expect((await render('1', [])).failure).toContain('check the frame range');
    expect((await render('1', ['saved'], 0, script)).failure).toBeUndefined();
  });

  it('renders a skipped frame again when its writing was interrupted, and counts it once', async () => {
    const file = path.join(await temporaryFolder(), 'f_2.png');
    await writeFile(file, '');
    const run = await render('1..2', ['saved', `if-there:${file}`]);
    expect(run).toMatchObject({ failure: undefined, steps: 2 });
    expect(run.log).toContain(
      `blender-render: removed ${file}, whose writing was interrupted; it will be rendered again`,
    );
    expect(run.log).toContainEqual(expect.stringMatching(/> skipping existing frame ".*f_2\.png"$/));
    expect(run.log.filter((line) => line.startsWith('going to run'))).toHaveLength(2);
    expect(await readFile(file, 'utf8')).toBe('a whole frame');
  });

  it('does not guess a number from a range that it cannot read', async () => {
    expect((await render('1-3', ['saved'])).failure).toBeUndefined();
  });

  it('counts frames that are appended to a movie', async () => {
    expect((await render('1..2', ['append', 'append'])).failure).toBeUndefined();
  });

  it('counts a frame that is saved as several files once, and a frame that is not saved not at all', async () => {
    expect(await render('1..2', ['views', 'views'])).toMatchObject({ failure: undefined, steps: 2 });
    const unwritten = await render('1..2', ['saved', 'unwritten']);
    expect(unwritten).toMatchObject({
      steps: 1,
      failure: expect.stringContaining('rendered or skipped 1 of 2 frames'),
    });
  });

  it('says how many frames are done', async () => {
    const { activities } = await render('1..3', ['saved', 'skipped', 'saved']);
    expect(activities).toEqual([
      'frame 1 of 3, a few seconds left',
      'frame 2 of 3, a few seconds left',
      'frame 3 of 3',
    ]);
  });

  it('fails when a file that Blender says it saved is empty, and removes it so that it is not skipped', async () => {
    const file = path.join(await temporaryFolder(), 'f_1.png');
    await writeFile(file, '');
    const { failure } = await render('1', [`say:Saved: '${file}'`, 'unwritten']);
    expect(failure).toContain(`Blender said that it saved ${file}, but the file was empty or cut off`);
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  it.each<[string[], number, string, string[]?]>([
    [['saved'], 134, 'Blender crashed after 1 frame (', []],
    [['kill:SIGSEGV'], 0, 'Blender crashed before it had rendered a frame (', []],
    [['kill:SIGTERM'], 0, 'was killed by signal SIGTERM, number 15', []],
    [['saved'], 3, 'ended with exit code 3; its last lines in the log should tell why', []],
    [['say:Error: Cannot render, no camera'], 1, 'Blender says: Cannot render, no camera (', []],
    [['say:Malloc returns null: len=2024 in BLI_Mempool Chunk', 'kill:SIGSEGV'], 0, 'memory ran out before it had', []],
    [['say:Error: System is out of GPU memory'], 0, '0 of 1 frame: the memory of the GPU ran out', []],
    [
      ['say:Error: Python: Traceback (most recent call last):', 'say:  File "x", line 1', 'say:ValueError: boom'],
      64,
      'a Python script on its command line failed: ValueError: boom',
      ['-P', 'x.py'],
    ],
  ])('says in plain words why Blender failed: %j and exit code %s', async (words, exitCode, reason, before) => {
    expect((await render('1', words, exitCode, before)).failure).toContain(reason);
  });

  it('puts the report of a crash into the log', async () => {
    const report = path.join(await temporaryFolder(), 'scene.crash.txt');
    await writeFile(report, '# backtrace\nsomewhere\n');
    const { log } = await render('1', [`say:Writing: ${report}`, 'kill:SIGSEGV']);
    expect(log.slice(-3)).toEqual([
      "blender-render: Blender's report of its crash:",
      '    # backtrace',
      '    somewhere',
    ]);
  });

  describe('with options of Blender after "--", where it reads none', () => {
    const blender = async (exeArgs: string, ...args: (string | number)[]) =>
      await runOne('blender-render', {
        exe: process.execPath,
        exeArgs: `${fixture('fake-blender')} ${exeArgs}`,
        blendfile: '',
        args,
      });
    const reason = 'Blender takes no options after "--", and those that render come after it';

    it('fails when nothing was rendered, and says why', async () => {
      const { failure } = await blender('-b', '--', '--cycles-device', 'CPU', '--render-frame', 1, 0);
      expect(failure).toContain(`blender-render: Blender rendered nothing: ${reason}`);
      const launcher = await blender('--threads 4 -- --version 4', '--render-frame', 1, 0);
      expect(launcher.failure).toContain(`rendered or skipped 0 of 1 frame: ${reason}`);
    });

    it('says so in the log when a Python script might have read them', async () => {
      const { failure, log } = await blender('-b', '-P', 'bake.py', '--', '-f', 1, 0);
      expect([failure, log.at(-1)]).toEqual([undefined, expect.stringContaining(`rendered nothing: ${reason}`)]);
    });

    it('is content when a script rendered', async () => {
      const { failure, log } = await blender('-b', '--', '-f', 1, 'saved', 0);
      expect([failure, log.join()]).toEqual([undefined, expect.not.stringContaining(reason)]);
    });
  });

  it('needs the key blendfile, which may be empty', async () => {
    const parameters = { exe: process.execPath, argsBefore: ['-e', '0'] };
    expect((await runOne('blender-render', parameters)).failure).toBe(
      'blender-render: parameter "blendfile" must be given, as text; it may be empty',
    );
    const run = await runOne('blender-render', { ...parameters, blendfile: '' });
    expect(run).toMatchObject({ failure: undefined, log: [`going to run:\n    ${process.execPath} -e 0`] });
  });

  it('refuses arguments with an unclosed quote, and names a Blender that is not there', async () => {
    expect((await runOne('blender-render', { exe: 'x', exeArgs: '"-b', blendfile: '' })).failure).toContain(
      'parameter "exeArgs" the double quote at character 1 is not closed',
    );
    expect((await runOne('blender-render', { exe: 'no-such-blender', blendfile: '' })).failure).toContain(
      'blender-render: the program "no-such-blender" was not found on this worker',
    );
  });
});
