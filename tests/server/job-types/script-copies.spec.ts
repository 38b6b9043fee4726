import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { author, AuthoredCommand } from '#server/job-types/sandbox/guest/author.ts';
import { copyPlain } from '#server/job-types/sandbox/guest/plain-json.ts';
import { startTestCompiler } from '#tests/support/job-compiler.ts';
import type { TestCompiler } from '#tests/support/job-compiler.ts';

const script = (body: string): string => `const JOB_TYPE = { label: 'Test' };\nfunction compileJob(job) {\n${body}\n}`;

describe('what a script uses again for its next task', () => {
  let compiler: TestCompiler;
  beforeAll(async () => {
    compiler = await startTestCompiler();
  });
  afterAll(() => compiler.stop());
  /** The parameters of the first command of every task. */
  const parametersOf = async (body: string, settings?: Record<string, unknown>) => {
    const { tasks } = await compiler.run(script(body), settings);
    return tasks.map(({ commands }) => commands[0]?.parameters);
  };

  it.each([
    [
      'a list of arguments',
      `const args = [];
       for (const frame of [1, 2]) { args[0] = frame; add(author.Command('wait', { args })); }`,
    ],
    [
      'an object of parameters',
      `const parameters = { args: [] };
       for (const frame of [1, 2]) { parameters.args = [frame]; add(author.Command('wait', parameters)); }`,
    ],
    [
      'a command',
      `const command = author.Command('wait', { args: [0] });
       for (const frame of [1, 2]) { command.parameters.args[0] = frame; add(command); }`,
    ],
    [
      'the settings of the job',
      `for (const frame of [1, 2]) { job.settings.args = [frame]; add(author.Command('wait', job.settings)); }`,
    ],
    [
      'an object that looks like a command',
      `const plain = { name: 'wait', parameters: { args: [] } };
       for (const frame of [1, 2]) { plain.parameters.args[0] = frame; add(plain); }`,
    ],
  ])('%s: each task keeps its own values, although tasks are added to the job at the end', async (_, body) => {
    const parameters = await parametersOf(`
      const tasks = [];
      function add(command) {
        const task = author.Task('t' + tasks.length, 'misc');
        task.addCommand(command);
        tasks.push(task);
      }
      ${body}
      for (const task of tasks) job.addTask(task);`);
    expect(parameters).toEqual([{ args: [1] }, { args: [2] }]);
  });

  it('a task may be changed until it is added to the job, through its command as well', async () => {
    const parameters = await parametersOf(`
      const command = author.Command('wait', { args: ['a'] });
      const task = author.Task('t', 'misc');
      task.addCommand(command);
      command.parameters.args.push('b');
      task.commands[0].parameters.more = 1;
      job.addTask(task);
      command.parameters.args.push('too late');
      task.commands[0].parameters.more = 2;`);
    expect(parameters).toEqual([{ args: ['a', 'b'], more: 1 }]);
  });

  it('a command that one task gets twice has the values of both moments', async () => {
    const { tasks } = await compiler.run(
      script(`
        const task = author.Task('t', 'misc');
        const command = author.Command('wait', { n: 1 }, 1);
        task.addCommand(command);
        command.parameters.n = 2;
        command.totalStepCount = 2;
        task.addCommand(command);
        command.parameters.n = 3;
        job.addTask(task);`),
    );
    expect(tasks[0]?.commands).toEqual([
      { name: 'wait', parameters: { n: 1 }, total_step_count: 1 },
      { name: 'wait', parameters: { n: 3 }, total_step_count: 2 },
    ]);
  });

  it('any sequence of changes and additions leaves each task what its parameters were when the command was made', () => {
    const act = fc.oneof(
      fc.record({ kind: fc.constant('change'), value: fc.jsonValue() }),
      fc.record({ kind: fc.constant('add'), value: fc.constant(null) }),
    );
    fc.assert(
      fc.property(fc.array(act), (acts) => {
        const shared: { list: unknown[]; inner: { value?: unknown } } = { list: [], inner: {} };
        const expected: unknown[] = [];
        const made = [];
        for (const { kind, value } of acts) {
          if (kind === 'change') {
            shared.list.push(value);
            shared.inner.value = value;
            continue;
          }
          const task = author.Task('t', 'misc');
          task.addCommand(author.Command('wait', shared));
          made.push(task);
          expected.push(JSON.parse(JSON.stringify(shared)));
        }
        const parameters = made.map(({ commands: [command] }) =>
          command instanceof AuthoredCommand ? command.parameters : undefined,
        );
        expect(JSON.parse(JSON.stringify(parameters))).toEqual(expected);
      }),
    );
  });

  it('a copy is what JSON would give, and has nothing in common with the original', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const before = JSON.stringify(value);
        const copy = copyPlain(value, 'it', { undefinedBecomes: 'null' });
        expect(JSON.stringify(copy)).toBe(before);
        spoil(copy);
        expect(JSON.stringify(value)).toBe(before);
      }),
    );
  });
});

/** Changes every list and object inside. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) spoil(inner);
  if (Array.isArray(value)) value.push('spoilt');
  else Object.assign(value, { spoilt: true });
}
