import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KNOWN_COMMANDS, unknownCommandsIn } from '#server/contracts/commands/registry.ts';
import { startTestCompiler, type TestCompiler } from '#tests/support/job-compiler.ts';
import { COMMANDS } from '#worker/commands/registry.ts';

let compiler: TestCompiler;
beforeAll(async () => {
  compiler = await startTestCompiler();
});
afterAll(() => compiler.stop());

/** Compiles a job with one task that has one command. */
async function compile(name: string, parameters: Record<string, unknown>) {
  const command = `author.Command(${JSON.stringify(name)}, ${JSON.stringify(parameters)})`;
  return compiler.run(`
    const JOB_TYPE = { label: 'One', settings: [] };
    function compileJob(job) {
      const task = author.Task('shot 10', 'misc');
      task.addCommand(${command});
      job.addTask(task);
    }`);
}

test('the manager knows exactly the commands that the worker has', () => {
  expect([...KNOWN_COMMANDS.keys()].toSorted()).toEqual([...COMMANDS.keys()].toSorted());
});

describe('a job is refused', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ['blender-render', { blendfile: 'a.blend' }, /"exe" must be given, as text/],
    ['blender-render', { exe: '{blender}' }, /"blendfile" must be given/],
    ['blender-render', { exe: 'b', blendfile: '', exeArgs: '"open' }, /"exeArgs" /],
    ['copy-file', { src: 'shots/a', dest: '/b' }, /"src" must be an absolute path/],
    ['echo', {}, /"message" must be given/],
    ['exec', { exe: '', args: 'x' }, /"exe" must not be empty; parameter "args" must be a list/],
    [
      'frames-to-video',
      { exe: 'ffmpeg', fps: '24', inputGlob: '*', outputFile: 'o' },
      /"fps" must be given, as a number/,
    ],
    ['make-directory', { path: 3 }, /"path" must be given, as text/],
    ['move-directory', { src: '/a' }, /"dest" must be given/],
    ['sleep', { duration_in_seconds: -1 }, /"duration_in_seconds" must not be negative/],
  ])('when %s has %j', async (name, parameters, problem) => {
    const refusal = await compile(name, parameters).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'job-compile-failed', message: expect.stringMatching(problem) });
    expect(refusal).toMatchObject({ message: expect.stringContaining(`task "shot 10", command "${name}": parameter`) });
  });
});

describe('a job is accepted', () => {
  test.each<[string, Record<string, unknown>]>([
    ['blender-render', { exe: '{blender}', exeArgs: '{blenderArgs}', blendfile: '', args: ['-f', 1] }],
    ['copy-file', { src: '{jobs}/a.blend', dest: 'C:\\shots\\a.blend' }],
    ['copy-file', { src: '\\\\server\\share\\a', dest: '/b' }],
    ['echo', { message: null }],
    ['exec', { exe: '{tool}', args: null, remark: 'more than we know' }],
  ])('when %s has %j', async (name, parameters) => {
    const { tasks } = await compile(name, parameters);
    expect(tasks[0]?.commands[0]).toMatchObject({ name, parameters });
  });

  test('with a command that only the studio’s own worker knows, which is reported once', async () => {
    const { tasks, unknownCommands } = await compile('make-coffee', { strength: 11 });
    expect(unknownCommands).toEqual(['make-coffee']);
    expect(unknownCommandsIn([...tasks, ...tasks])).toEqual(['make-coffee']);
  });
});
