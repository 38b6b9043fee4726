import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runTest } from '#worker/test-run.ts';
import { TaskStopped } from '#worker/task-stopped.ts';
import { fixture } from './support/fixture.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

async function test(given: string, currentFolder = '/', stop = new AbortController().signal) {
  const printed: string[] = [];
  const run = { given, currentFolder, environment: process.env, print: (line: string) => void printed.push(line) };
  return { exitCode: await runTest(run, stop), printed };
}

const ECHO = { name: 'echo', parameters: { message: 'hi' } };

describe('commands run without a manager', () => {
  it('are given as JSON text, or as a JSON or YAML file with a list or a task', async () => {
    const expected = { exitCode: 0, printed: ['echo: "hi"', '-- step 1: Progress', '-- completed'] };
    expect(await test(JSON.stringify([ECHO]))).toEqual(expected);
    const folder = await temporaryFolder();
    await mkdir(path.join(folder, 'sub'));
    await writeFile(path.join(folder, 'sub', 'task.json'), JSON.stringify({ id: 'x', commands: [ECHO] }));
    expect(await test('sub/task.json', folder)).toEqual(expected);
    await writeFile(path.join(folder, 'list.yaml'), '- name: echo\n  parameters: {message: hi}\n');
    expect(await test(path.join(folder, 'list.yaml'))).toEqual(expected);
  });

  it('print the log that the task would have, and its pictures and steps', async () => {
    const args = ['--render-frame', '1', '--', 'saved', 0];
    const parameters = { exe: process.execPath, argsBefore: [fixture('fake-blender')], blendfile: '', args };
    const { printed } = await test(JSON.stringify([{ name: 'blender-render', parameters, total_step_count: 1 }]));
    expect(printed).toContainEqual(expect.stringMatching(/^pid=\d+ > Saved: '\/tmp\/f_1\.png'$/));
    expect(printed).toContain('-- step 1: frame 1 of 1');
    expect(printed).toContain('-- picture: /tmp/f_1.png');
    expect(printed.at(-1)).toBe('-- completed');
  });

  it('end with exit code 1 at the first that fails, and when they are stopped', async () => {
    const { exitCode, printed } = await test(
      JSON.stringify([{ name: 'exec', parameters: { exe: 'no-such-program' } }, ECHO]),
    );
    expect([exitCode, printed.at(-1)]).toEqual([
      1,
      expect.stringContaining('-- failed: exec: the program "no-such-program" was not found'),
    ]);
    const stop = AbortSignal.abort(new TaskStopped('shutdown', 'enough'));
    expect(await test(JSON.stringify([ECHO]), '/', stop)).toEqual({ exitCode: 1, printed: ['-- stopped: enough'] });
  });

  it.each([
    ['[{"name": "nope"}, {"name": "echo"}]', 'command 1 (nope): there is no such command; known are blender-render'],
    ['[{"name": "echo"}]', 'command 1 (echo): parameter "message" must be given'],
    ['[{"name": "exec", "parameters": {"exe": "{blender}"}}]', '{blender} is a variable that only a manager replaces'],
    ['[]', '--test: must be a list of commands, like'],
    ['{"commands": [', '--test: '],
    ['no-such-file.json', "no such file or directory, open '/no-such-file.json'"],
  ])('are all checked before any of them runs: %s', async (given, problem) => {
    await expect(test(given)).rejects.toThrow(problem);
  });
});
