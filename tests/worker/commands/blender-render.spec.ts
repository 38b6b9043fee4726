import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runOne } from '../support/command-context.ts';
import { fixture } from '../support/fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Runs the fake Blender, asked for `frames`, which says `words` and ends with `exitCode`. */
async function render(frames: string, words: string[], exitCode = 0) {
  return await runOne('blender-render', {
    exe: process.execPath,
    exeArgs: '--no-warnings "--title=fake blender"',
    argsBefore: [fixture('fake-blender')],
    blendfile: '/scenes/a b.blend',
    args: ['--render-frame', frames, 7, '--', ...words, exitCode],
  });
}

describe('blender-render', () => {
  it('puts exe, its arguments, arguments before, blend file and arguments in this order', async () => {
    const { log } = await render('1..1', ['saved']);
    expect(log[0]).toBe(
      `going to run:\n    ${process.execPath} --no-warnings '--title=fake blender' ${fixture('fake-blender')} '/scenes/a b.blend' --render-frame 1..1 7 -- saved 0`,
    );
    expect(log).toContainEqual(expect.stringMatching(/^pid=\d+ > Saved: '\/tmp\/f_1\.png'$/));
  });

  it('counts a step for each frame that was rendered or skipped, and offers what was saved', async () => {
    const run = await render('1..3', ['saved', 'skipped', 'saved']);
    expect(run).toMatchObject({ failure: undefined, steps: 3, outputs: ['/tmp/f_1.png', '/tmp/f_3.png'] });
  });

  it('fails when fewer frames came out than were asked for, whatever the exit code says', async () => {
    expect((await render('1..4', ['saved', 'skipped'])).failure).toContain('rendered or skipped 2 of 4 frames');
    expect((await render('1-3', [])).failure).toContain('rendered or skipped 0 of at least 1 frame');
  });

  it('renders a skipped frame anew when its writing was interrupted, and counts it once', async () => {
    const file = path.join(await temporaryFolder(), 'f_2.png');
    await writeFile(file, '');
    const run = await render('1..2', ['saved', `if-there:${file}`]);
    expect(run).toMatchObject({ failure: undefined, steps: 2 });
    expect(run.log).toContain(`blender-render: removed ${file}, whose writing was interrupted; it is rendered anew`);
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

  it('fails with the exit code of Blender', async () => {
    expect((await render('1', ['saved'], 134)).failure).toContain('ended with exit code 134');
  });

  it('needs the key blendfile, which may be empty', async () => {
    const parameters = { exe: process.execPath, argsBefore: ['-e', '0'] };
    expect((await runOne('blender-render', parameters)).failure).toBe(
      'blender-render: parameter "blendfile" must be given, as text; it may be empty',
    );
    const run = await runOne('blender-render', { ...parameters, blendfile: '' });
    expect(run).toMatchObject({ failure: undefined, log: [`going to run:\n    ${process.execPath} -e 0`] });
  });

  it('refuses arguments with an open quote, and names a Blender that is not there', async () => {
    expect((await runOne('blender-render', { exe: 'x', exeArgs: '"-b', blendfile: '' })).failure).toContain(
      'parameter "exeArgs" the double quote at character 1 is not closed',
    );
    expect((await runOne('blender-render', { exe: 'no-such-blender', blendfile: '' })).failure).toContain(
      'blender-render: the program "no-such-blender" was not found on this worker',
    );
  });
});
