import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCompiler } from '#tests/support/job-compiler.ts';
import type { TestCompiler } from '#tests/support/job-compiler.ts';

const script = (body: string): string => `const JOB_TYPE = { label: 'Test' };\nfunction compileJob(job) {\n${body}\n}`;

/** The right values are those of Flamenco's JavaScript engine when it hands values to functions of the Go language. */
describe('what scripts hand to the functions and objects of the farm', () => {
  let compiler: TestCompiler;
  beforeAll(async () => {
    compiler = await startTestCompiler();
  });
  afterAll(() => compiler.stop());
  const run = (body: string) => compiler.run(script(body));
  const valueOf = async (expression: string) =>
    (await run(`job.settings = { value: ${expression} };`)).job.settings['value'];

  it.each([
    ['path.basename()', '.'],
    ['path.basename(null)', '.'],
    ['path.dirname(undefined)', '.'],
    ['path.stem()', ''],
    ['path.stem(undefined)', ''],
    ['path.join()', ''],
    ["path.join('a', undefined, 'b')", 'a/b'],
    ["path.join(undefined, 'a', null)", 'a'],
    ["path.join('v', 7, 0, 1.5)", 'v/7/0/1.5'],
    ['path.basename(2026)', '2026'],
    ["path.stem(['a', 'b.c'])", 'a,b'],
    ['shellSplit()', []],
    ['shellSplit(null)', []],
    ['shellSplit(job.settings.missing)', []],
    ['shellSplit(42)', ['42']],
    ['frameChunker([1, 2, 3, 7], 2)', ['1,2', '3,7']],
    ["frameChunker(['1-3', '5'], 4)", ['1-3,5']],
    ['frameChunker(47, 1.9)', ['47']],
    ['frameCount([1, 2, 2])', 2],
    ['frameCount(12)', 1],
  ])('%s gives %j', async (expression, value) => {
    expect(await valueOf(expression)).toEqual(value);
  });

  it.each([
    ['"60"', 60],
    ['60.7', 60],
    ['"60.7"', 60],
    ['-1.5', -1],
    ['-0.5', 0],
    ['true', 1],
    ['""', 0],
    ['undefined', 0],
    ['null', 0],
    ['NaN', 0],
    ['[7]', 7],
  ])('a priority of %s is %d, at once, for tasks and jobs', async (given, priority) => {
    const { job, tasks } = await run(`
      const task = author.Task('t', 'misc');
      task.priority = ${given};
      job.settings = { seen: task.priority };
      job.priority = ${given};
      job.addTask(task);
      job.tasks[0].priority += 1;`);
    expect(job).toMatchObject({ priority, settings: { seen: priority } });
    expect(tasks[0]?.priority).toBe(priority + 1);
  });

  it.each(['"high"', 'Infinity', '{}', '[1, 2]'])('a priority of %s is refused where it is set', async (given) => {
    await expect(run(`const task = author.Task('t', 'misc');\ntask.priority = ${given};`)).rejects.toThrow(
      'attack, line 4, column 15: TypeError: task "t": the priority must be a number, not "',
    );
  });

  it.each([
    ['5', '5'],
    ['2.50', '2.5'],
    ['true', 'true'],
    ['[1, 2]', '1,2'],
    ['" padded "', 'padded'],
  ])('a name of %s is the text %j', async (given, name) => {
    const { job, tasks } = await run(`
      const task = author.Task(${given}, ${given});
      task.addCommand(author.Command(${given}));
      job.addTask(task);
      const renamed = author.Task('t', 'misc');
      renamed.name = ${given};
      renamed.type = ${given};
      job.addTask(renamed);
      job.name = ${given};`);
    expect(tasks).toMatchObject([
      { name, type: name, commands: [{ name, parameters: {} }] },
      { name, type: name },
    ]);
    expect(job.name.trim()).toBe(name);
  });

  it('an empty name is refused where it is set', async () => {
    await expect(run("const task = author.Task('t', 'misc');\ntask.name = undefined;")).rejects.toThrow(
      'attack, line 4, column 11: TypeError: task "t": the name may not be empty',
    );
  });

  it.each([
    ['undefined', 0],
    ['null', 0],
    ['NaN', 0],
    ['"many"', 0],
    ['-3', 0],
    ['2.9', 2],
    ['"12"', 12],
  ])('a step count of %s is %d', async (given, steps) => {
    const { tasks } = await run(`
      const task = author.Task('t', 'misc');
      task.addCommand(author.Command('wait', {}, ${given}));
      const command = author.Command('wait', {});
      command.totalStepCount = ${given};
      task.addCommand(command);
      job.addTask(task);`);
    expect(tasks[0]?.commands.map(({ total_step_count: count }) => count)).toEqual([steps, steps]);
  });

  it('parameters keep what is undefined as null, at any depth', async () => {
    const { job, tasks } = await run(`
      const task = author.Task('t', 'misc');
      task.addCommand(author.Command('wait', { gone: undefined, deep: { list: [1, undefined, { gone: undefined }] } }));
      task.addCommand(author.Command('wait', undefined));
      task.addCommand(author.Command('wait', null));
      job.addTask(task);
      job.settings.gone = undefined;`);
    expect(tasks[0]?.commands.map(({ parameters }) => parameters)).toEqual([
      { gone: null, deep: { list: [1, null, { gone: null }] } },
      {},
      {},
    ]);
    expect(job.settings).toEqual({ gone: null });
  });

  it('an optional parameter of a known command may be undefined', async () => {
    const { tasks } = await run(`
      const task = author.Task('t', 'blender');
      const s = job.settings;
      task.addCommand(author.Command('blender-render', { exe: '{blender}', exeArgs: s.none, argsBefore: s.none, blendfile: 'a', args: s.none }));
      job.addTask(task);`);
    expect(tasks[0]?.commands[0]?.parameters).toMatchObject({ exeArgs: null, argsBefore: null, args: null });
  });

  it('parameters may hold sets, maps, dates, texts as objects, large integers and objects of classes', async () => {
    const { tasks } = await run(`
      class Own { constructor() { this.own = 1; } get inherited() { return 2; } valueOf() { return 3; } }
      class Same { toJSON() { return Object.assign(new Same(), { same: 1 }); } }
      const bare = Object.assign(Object.create(null), { x: 1 });
      const task = author.Task('t', 'misc');
      task.addCommand(author.Command('wait', {
        set: new Set(['a', { b: 1 }]), map: new Map([['a', 1]]), bytes: new Uint8Array([1, 2]), own: new Own(),
        text: new String('x'), number: new Number(2), flag: new Boolean(false), big: 12n, at: new Date(0), bare, same: new Same(), call() {},
      }));
      job.addTask(task);`);
    expect(tasks[0]?.commands[0]?.parameters).toEqual({
      set: ['a', { b: 1 }],
      map: [['a', 1]],
      bytes: [1, 2],
      own: { own: 1 },
      text: 'x',
      number: 2,
      flag: false,
      big: 12,
      at: '1970-01-01T00:00:00.000Z',
      bare: { x: 1 },
      same: { same: 1 },
    });
  });

  it('metadata is text, and what is missing is empty text', async () => {
    const { job } = await run(
      'Object.assign(job.metadata, { a: null, b: undefined, c: 5, d: true, e: [1, 2] }); job.storage.shamanCheckoutID = null;',
    );
    expect(job.metadata).toEqual({ a: '', b: '', c: '5', d: 'true', e: '1,2' });
    expect(job.storage.shamanCheckoutId).toBe('');
    await expect(run('job.metadata.shots = { first: 1 };')).rejects.toThrow('job.metadata.shots');
  });

  it('plain objects are commands, however they reach a task', async () => {
    const { tasks } = await run(`
      const task = author.Task('t', 'misc');
      const plain = { name: 'echo', parameters: { message: 'a' }, totalStepCount: '3' };
      task.addCommand(plain);
      plain.parameters.message = 'b';
      task.commands.push({ name: 'echo', parameters: plain.parameters });
      job.addTask(task);
      const second = author.Task('u', 'misc');
      second.commands = [{ name: 7 }];
      second.dependencies = [task];
      job.addTask(second);`);
    expect(tasks).toMatchObject([
      {
        commands: [
          { name: 'echo', parameters: { message: 'a' }, total_step_count: 3 },
          { name: 'echo', parameters: { message: 'b' }, total_step_count: 0 },
        ],
      },
      { commands: [{ name: '7', parameters: {} }], dependencies: [tasks[0]?.id] },
    ]);
  });

  it.each([
    ['task.addCommand("echo");', 'task "t", addCommand() needs a command made by author.Command(), or an object'],
    ['task.addCommand(author.Task("u", "misc"));', 'task "t", addCommand() needs a command'],
    ['task.addCommand({ parameters: {} });', 'task "t", addCommand(), command: the name may not be empty'],
    ['task.addCommand({ name: "a", parameters: "b" });', 'the parameters of "a" must be an object'],
    ['task.addCommand({ name: "a", parameters: { n: 0 / 0 } });', '"a": "n" is NaN, which is not a usable number'],
    ['task.commands.push(null); job.addTask(task);', 'task "t" needs a command'],
    ['task.dependencies.push("u"); job.addTask(task);', 'task "t", dependencies needs a task made by author.Task()'],
    ['job.addTask({ name: "u", type: "misc" });', 'job.addTask() needs a task made by author.Task()'],
  ])('%s is refused with the place', async (line, message) => {
    await expect(run(`const task = author.Task('t', 'misc');\n${line}`)).rejects.toThrow(message);
    await expect(run(`const task = author.Task('t', 'misc');\n${line}`)).rejects.toThrow('attack, line 4, column ');
  });

  it('tasks, jobs and times can be printed', async () => {
    await run(`const task = author.Task('t', 'misc');\nprint(task, job.created);\nprint(job);`);
    const [task, job] = compiler.log.filter(({ msg }) => msg === 'job-type script printed').slice(-2);
    expect(task?.['text']).toBe(
      '{"name":"t","type":"misc","priority":50,"commands":[],"dependencies":[]} 2026-06-01 12:20:30.5 +0200 CEST',
    );
    expect(job?.['text']).toMatch(/^\{"name":"sc010","priority":50,"jobType":"attack"/);
  });
});
