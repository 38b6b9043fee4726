import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCompiler } from '#tests/support/job-compiler.ts';
import type { TestCompiler } from '#tests/support/job-compiler.ts';

const script = (body: string): string => `const JOB_TYPE = { label: 'Test' };\nfunction compileJob(job) {\n${body}\n}`;

describe('compiling a job', () => {
  let compiler: TestCompiler;
  const run = (body: string, settings?: Record<string, unknown>) => compiler.run(script(body), settings);
  const valueOf = async (expression: string) =>
    (await run(`job.settings = { value: ${expression} };`)).job.settings['value'];

  beforeAll(async () => {
    compiler = await startTestCompiler({ maxTasks: 10_000 });
  });
  afterAll(() => compiler.stop());

  it('creates tasks in the order in which they were added, each with its own id', async () => {
    const { tasks } = await run(`
      const first = author.Task(' first ', ' misc ');
      first.addCommand(author.Command(' echo ', { message: 'a', list: [1, { deep: 2.0 }], gone: undefined }));
      first.addCommand(author.Command('frames', {}, 12));
      const second = author.Task('second', 'blender');
      second.priority = 80;
      second.addDependency(first);
      second.addDependency(first);
      job.addTask(second);
      job.addTask(first);`);
    const [second, first] = tasks;
    expect(first).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'first',
      type: 'misc',
      priority: 50,
      indexInJob: 2,
      stepsTotal: 13,
      dependencies: [],
      commands: [
        { name: 'echo', parameters: { message: 'a', list: [1, { deep: 2 }], gone: null }, total_step_count: 0 },
        { name: 'frames', parameters: {}, total_step_count: 12 },
      ],
    });
    expect(second).toMatchObject({
      name: 'second',
      indexInJob: 1,
      priority: 80,
      stepsTotal: 0,
      dependencies: [first?.id],
    });
    expect(second?.id).not.toBe(first?.id);
  });

  it('shows the script the job, and keeps what it changes', async () => {
    const body = `
      job.settings = { seen: [job.jobID, job.jobType, job.status, job.workerTagUUID, job.tasks.length, job.storage.shamanCheckoutID, job.settings.kept] };
      delete job.settings.dropped;
      job.name += ' (2)';
      job.priority = 60.0;
      job.metadata.shots = 3;
      job.storage.shamanCheckoutID = 'b/c';`;
    await compiler.write('test.js', script(body));
    const { job } = await compiler.compile(
      'test',
      { kept: '{jobs}/x', dropped: 1 },
      { metadata: { project: 'sprite' }, workerTag: 'tag', storage: { shamanCheckoutId: 'a' } },
    );
    expect(job).toEqual({
      name: 'sc010 (2)',
      priority: 60,
      settings: { seen: ['2f1e1f0c-1f0b-4f9f-8f5c-0d4f3f1b2a1c', 'test', 'queued', 'tag', 0, 'a', '{jobs}/x'] },
      metadata: { project: 'sprite', shots: '3' },
      storage: { shamanCheckoutId: 'b/c' },
    });
  });

  it('takes a task as it is at the moment it is added', async () => {
    const { tasks } = await run(`
      const task = author.Task('t', 'misc');
      const command = author.Command('echo', { message: 'before' });
      task.addCommand(command);
      job.addTask(task);
      command.parameters.message = 'after';
      task.name = 'after';
      task.addCommand(command);`);
    expect(tasks).toMatchObject([{ name: 't', commands: [{ parameters: { message: 'before' } }] }]);
  });

  it('compiles ten thousand tasks, and refuses more than the manager accepts', async () => {
    const { tasks } = await run(manyTasks(10_000));
    expect(tasks).toHaveLength(10_000);
    expect(tasks.at(-1)?.dependencies).toHaveLength(9_999);
    await expect(run(manyTasks(10_001))).rejects.toThrow(
      /^attack, line \d+, column \d+: the job gets more than 10000 tasks, the most that this manager takes; give each task/,
    );
  });

  it('allows a job without tasks', async () => {
    expect((await run('')).tasks).toEqual([]);
  });

  it.each([
    ['throw "no texture";', 'attack: no texture'],
    ['\n  throw new Error("no texture");', 'attack, line 4, column 9: no texture'],
    ['throw { message: "no texture" };', 'attack: no texture'],
    ['throw { reason: 5 };', 'attack: {"reason":5}'],
    [
      'job.settings.missing.replace("a", "b");',
      'attack, line 3, column 22: TypeError: Cannot read properties of undefined',
    ],
    ['  frameChunker("1 10", 5);', 'attack, line 3, column 3: "1 10" is not a frame range'],
    ['frameChunker("1-10", 0);', 'a chunk needs at least 1 frame'],
    ['frameChunker(job.settings.frames, 1);', 'the frame range is empty'],
    ['author.Task(" ", "misc");', 'author.Task(): the name may not be empty'],
    ['author.Task("a");', 'author.Task(): the type may not be empty'],
    ['author.Command("", {});', 'author.Command(): the name may not be empty'],
    ['author.Command("a", [1]);', 'the parameters of "a" must be an object'],
    [
      'const t = author.Task("a", "b"); t.addCommand(author.Command("c", { fps: 0 / 0 })); job.addTask(t);',
      '"fps" is NaN',
    ],
    ['shellSplit("a \'b");', 'quote'],
    ['undeclared += 1;', 'attack, line 3, column 1: ReferenceError: undeclared is not defined'],
    ['const t = author.Task("a", "b"); job.addTask(t); job.addTask(t);', 'task "a" was already added'],
    [
      'const a = author.Task("a", "m"); a.addDependency(author.Task("b", "m")); job.addTask(a);',
      'task "a" depends on task "b", which was never added',
    ],
    [
      'const a = author.Task("a", "m"), b = author.Task("b", "m"); a.addDependency(b); b.addDependency(a); job.addTask(a); job.addTask(b);',
      '"a" → "b" → "a"',
    ],
    [
      'const t = author.Task("a", "b"); t.priority = "high"; job.addTask(t);',
      'attack, line 3, column 45: TypeError: task "a": the priority must be a number, not "high"',
    ],
    ['job.priority = "fast";', 'job.priority must be a number, not "fast"'],
    ['const a = ;', "attack, line 3, column 11: syntax error: Unexpected token ';'"],
  ])('tells the artist what is wrong and where: %s', async (body, message) => {
    await expect(run(body)).rejects.toThrow(message);
  });

  it('refuses a script without compileJob, and a job type that does not exist', async () => {
    await expect(compiler.run("const JOB_TYPE = { label: 'Only a label' };")).rejects.toThrow(
      'attack: there is no function compileJob(job)',
    );
  });

  it.each([
    ["path.basename('C:\\\\a\\\\b.blend')", 'b.blend'],
    ["path.basename('/a/b/')", 'b'],
    ["path.basename('')", '.'],
    ["path.basename('//')", '/'],
    ["path.dirname('//SERVER/share/x')", '//SERVER/share'],
    ["path.dirname('\\\\\\\\SERVER\\\\share\\\\x')", '//SERVER/share'],
    ["path.dirname('C:\\\\file')", 'C:'],
    ["path.dirname('file')", '.'],
    ["path.dirname('/a/../b')", '/a/..'],
    ["path.join('/a', '', 'b/../c', './d', 7 + 'x')", '/a/c/d/7x'],
    ["path.join('\\\\\\\\SERVER\\\\a', 'b')", '//SERVER/a/b'],
    ["path.join('//SERVER/a', '..', 'b/', '/c')", '//SERVER/b/c'],
    ["path.join(path.dirname('\\\\\\\\SERVER\\\\share\\\\x'), 'b')", '//SERVER/share/b'],
    ["path.join('', '//relative/to/blend', 'b')", '//relative/to/blend/b'],
    ["path.join('/', 'a')", '/a'],
    ["path.join('//', 'a')", '/a'],
    ["path.join('///a', '/b')", '/a/b'],
    ["path.join('..', 'a', '..', '..')", '../..'],
    ["path.join('')", ''],
    ["path.stem('/x/a.tar.gz')", 'a.tar'],
    ['process.platform', 'linux'],
    ['process.cwd()', '/srv/flamenco'],
    ['formatTimestampLocal(job.created)', '2026-06-01_122030'],
    ["frameCount('1-10,5..12')", 12],
    ["frameChunker('1-10', '4')", ['1-4', '5-8', '9,10']],
    ['shellSplit(`a "b c" d\\\\ e # f`)', ['a', 'b c', 'd e']],
    ["require('path').stem('a.b')", 'a'],
    ['typeof print("x")', 'undefined'],
  ])('%s gives %j', async (expression, value) => {
    expect(await valueOf(expression)).toEqual(value);
  });

  it('logs when a path of Windows loses its backslashes in shellSplit', async () => {
    expect(await valueOf(String.raw`shellSplit('-P C:\\farm\\a.py')`)).toEqual(['-P', 'C:farma.py']);
    expect(compiler.log.at(-1)).toMatchObject({
      level: 'warn',
      text: expect.stringContaining('C:\\farm\\a.py loses its backslashes; put it in single quotes'),
    });
  });

  it('logs what the script prints, with the job', async () => {
    await run('print("hello", { a: [1] }, new Set([2]), undefined); alert("careful");');
    const printed = compiler.log.filter(({ msg }) => msg === 'job-type script printed').slice(-2);
    expect(printed).toMatchObject([
      {
        level: 'info',
        text: 'hello {"a":[1]} [2] undefined',
        jobId: '2f1e1f0c-1f0b-4f9f-8f5c-0d4f3f1b2a1c',
        jobType: 'attack',
      },
      { level: 'warn', text: 'careful' },
    ]);
  });

  it('loads other files from the scripts folder, and says if the mistake is in one of them', async () => {
    await compiler.write(
      'my_tools.js',
      'exports.name = (n) => `render-${n}`;\nexports.fail = () => {\n  throw new Error("tool");\n};',
    );
    const { tasks } = await compiler.run(
      script("const tools = require('my_tools.js'); job.addTask(author.Task(tools.name(3), 'misc'));"),
    );
    expect(tasks[0]?.name).toBe('render-3');
    await expect(run("require('my_tools').fail();")).rejects.toThrow('my-tools, line 3, column 9: tool');
    await compiler.write('my_tools.js', 'exports.name = (;');
    await expect(run("require('./my_tools');")).rejects.toThrow('my-tools, line 1, column 17: syntax error');
  });

  it('names the faulty task, however many tasks come before it', async () => {
    const wrong = `const wrong = author.Task('wrong', 'misc'); wrong.addCommand(author.Command('echo', {})); job.addTask(wrong);`;
    await expect(run(`${manyTasks(3000)}${wrong}`)).rejects.toThrow(
      'task "wrong", command "echo": parameter "message"',
    );
  });

  it('runs scripts that studios have published', async () => {
    await compiler.write(
      'layered_render.js',
      `
      const JOB_TYPE = {
        label: "Layers",
        settings: [{ key: "layers", type: "string", required: true, propargs: { min: 1 } }],
      };
      function compileJob(job) {
        print("settings", job.settings);
        const layers = [...new Set(shellSplit(job.settings.layers))];
        const folder = path.join("{shots}", job.name, "v" + 7);
        delete job.settings.layers;
        for (const [i, layer] of layers.entries()) {
          const task = author.Task(\`\${layer}-\${i + 1}\`, "my-own-type");
          const script = \`
import bpy
bpy.context.scene.name = "\${layer}"
\`;
          task.addCommand(author.Command("blender-render", {
            exe: "{blender}", exeArgs: "{blenderArgs} {extraArgs}", blendfile: path.join(folder, layer + ".blend"),
            args: ["--python-expr", script, "--render-frame", frameChunker("1-3", 3)[0].replaceAll("-", "..")],
          }, frameCount("1-3")));
          job.addTask(task);
        }
      }`,
    );
    const { job, tasks } = await compiler.compile('layered-render', { layers: 'sky "far trees" sky' });
    expect(job.settings).toEqual({});
    expect(tasks.map(({ name, type, stepsTotal }) => [name, type, stepsTotal])).toEqual([
      ['sky-1', 'my-own-type', 3],
      ['far trees-2', 'my-own-type', 3],
    ]);
    expect(tasks[1]?.commands[0]?.parameters).toMatchObject({
      blendfile: '{shots}/sc010/v7/far trees.blend',
      args: ['--python-expr', '\nimport bpy\nbpy.context.scene.name = "far trees"\n', '--render-frame', '1..3'],
    });
  });
});

/** The body of a script that adds this many tasks, the last of which waits for all the others. */
function manyTasks(count: number): string {
  return `
    const last = author.Task('last', 'misc');
    for (let i = 1; i < ${count}; i++) {
      const task = author.Task('render-' + i, 'blender');
      task.addCommand(author.Command('blender-render', { exe: '{blender}', args: ['--render-frame', String(i)], blendfile: '/shots/a.blend' }, 1));
      job.addTask(task);
      last.addDependency(task);
    }
    job.addTask(last);`;
}
