import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { JobCompileError } from '#server/job-types/job-compile-error.ts';
import { startTestCompiler } from '#tests/support/job-compiler.ts';
import type { TestCompiler } from '#tests/support/job-compiler.ts';

const inJob = (body: string): string => `const JOB_TYPE = { label: 'Attack' };\nfunction compileJob(job) {\n${body}\n}`;
const adding = (expression: string): string =>
  inJob(`job.addTask(author.Task('t', 'misc')); job.settings = { found: ${expression} };`);

describe('a hostile script', () => {
  let compiler: TestCompiler;
  /** A time limit for scripts that something else must stop first, even on a slow machine. */
  let patient: TestCompiler;
  beforeAll(async () => {
    compiler = await startTestCompiler({ limits: { cpuTimeMs: 1000, memoryMegabytes: 64 } });
    patient = await startTestCompiler({ limits: { memoryMegabytes: 64 } });
  });
  afterAll(() => Promise.all([compiler.stop(), patient.stop()]));
  afterEach(async () => {
    const settings = { message: 'still here', sleep_repeats: 1, sleep_duration_seconds: 1 };
    for (const each of [compiler, patient]) {
      const { tasks } = await each.compile('echo-sleep-test', settings);
      expect(tasks).toHaveLength(2);
    }
  });

  it.each([
    ['loops forever', inJob('for (;;);'), 'ran for more than 1 s of processor time'],
    ['loops forever while it is loaded', 'for (;;);', 'ran for more than 1 s of processor time'],
    [
      'hides an endless loop in a pattern',
      inJob('/(a+)+$/.test("a".repeat(50) + "b")'),
      'ran for more than 1 s of processor time',
    ],
    [
      'catches errors and goes on',
      inJob('for (;;) { try { for (;;); } catch {} }'),
      'ran for more than 1 s of processor time',
    ],
    [
      'puts off an endless loop',
      inJob('Promise.resolve().then(() => { for (;;); });'),
      'ran for more than 1 s of processor time',
    ],
    [
      'loops with promises',
      inJob('return (async () => { for (;;) await null; })();'),
      'ran for more than 1 s of processor time',
    ],
    [
      'fills the memory with tasks',
      inJob('for (let i = 0; ; i++) job.addTask(author.Task("t" + i, "misc"));'),
      /(memory|more than 1 s of processor time), and had added over \d+ tasks to the job; give each task more frames|more than 1 s of processor time$/,
    ],
  ])('that %s is stopped in time with a clear error, and the next job compiles', async (_, source, text) => {
    await expectRefusal(compiler, source, text);
  });

  it.each([
    ['fills the memory', inJob('const all = []; for (;;) all.push(new Array(1e5).fill(1.5));'), 'memory'],
    [
      'fills the memory outside the heap',
      inJob('const all = []; for (;;) all.push(new Uint8Array(1e8).fill(1));'),
      /allocation failed|memory/,
    ],
    ['calls itself forever', inJob('(function again() { again(); })();'), 'Maximum call stack size exceeded'],
    ['builds a huge text', inJob('let text = "x"; for (;;) text += text;'), /Invalid string length|memory/],
    ['crashes the engine', inJob('"x".repeat(2 ** 29 - 30).split("");'), 'memory'],
    [
      'nests its result too deeply',
      inJob('let deep = []; for (let i = 0; i < 1e5; i++) deep = [deep]; job.settings = { deep };'),
      'job.settings has more than 100 lists and objects inside each other',
    ],
    ['points at itself', inJob('job.settings.self = job.settings;'), 'circular'],
    ['asks for a module of Node', inJob('require("fs");'), 'there is no such script'],
    ['asks for a file by path', inJob('require("../../../etc/passwd");'), 'this is outside the scripts folder'],
    ['asks for a file by its full path', inJob('require("/etc/passwd");'), 'this is outside the scripts folder'],
    ['imports', inJob('return import("node:fs");'), 'import() is not supported'],
    ['imports at the top', 'import fs from "node:fs";', 'syntax error: Cannot use import statement outside a module'],
    [
      'reaches for the host through a function',
      inJob('print.constructor("return process")().exit(1);'),
      'exit is not a function',
    ],
    [
      'reaches for the host through an error',
      inJob('try { null.x } catch (e) { e.constructor.constructor("return process")().mainModule.require("fs") }'),
      'TypeError',
    ],
    ['closes the function in which it runs', '}); for (;;); (function () {', 'syntax error'],
    ['waits for nothing', inJob('return new Promise(() => {});'), 'compileJob() waits for a promise that nothing'],
  ])('that %s is stopped with a clear error, and the next job compiles', async (_, source, text) => {
    await expectRefusal(patient, source, text);
  });

  it.each([
    ['one buffer of 2 GiB', 'new Uint8Array(new ArrayBuffer(2 ** 31)).fill(1); for (;;);'],
    [
      'buffers that grow',
      'const all = []; for (;;) { const one = new ArrayBuffer(0, { maxByteLength: 1e8 }); one.resize(1e8); new Uint8Array(one).fill(1); all.push(one); }',
    ],
    ['vast numbers', 'const all = []; for (;;) all.push(2n ** 20000000n);'],
    [
      'texts in other normal forms',
      'const text = "\\uFDFA".repeat(1e7); const all = []; for (;;) all.push(text.normalize("NFKC"));',
    ],
    ['formats of dates', 'const all = []; for (;;) all.push(new Intl.DateTimeFormat("de", { month: "long" }));'],
    ['segmented texts', 'const all = []; for (;;) all.push(new Intl.Segmenter("de").segment("x".repeat(1e6)));'],
  ])('cannot take more memory than it may have with %s', async (_, body) => {
    const limits = { memoryMegabytes: 64, processMegabytes: 300 };
    const bounded = await startTestCompiler({ limits });
    try {
      await expectRefusal(bounded, inJob(body), /memory|allocation failed|Out of memory|Invalid string length/);
      expect((await bounded.run(inJob('job.addTask(author.Task("t", "misc"));'))).tasks).toHaveLength(1);
    } finally {
      await bounded.stop();
    }
  });

  it.each([
    ['Array.prototype.join = () => "]["', 'no readable result'],
    ['Array.prototype.join = () => 7', 'no readable result'],
    ['Array.prototype.join = () => "ok:{}"', 'no readable result'],
    ['Array.prototype.push = function () { return 0; }', ''],
    ['Array.prototype.map = () => "["', ''],
    ['String.prototype.split = () => null', ''],
    ['Object.defineProperty(Array.prototype, "0", { set() {}, get() { return "{"; } })', ''],
    ['Object.prototype.toJSON = () => { throw "mine"; }', ''],
    ['Error.prepareStackTrace = () => ({}); null.x', ''],
    ['Object.prototype.text = { deep: {} }; throw {}', ''],
    ['throw { get message() { throw 1; } }', ''],
    ['throw new Proxy({}, { get() { throw 2; }, has() { throw 3; } })', ''],
  ])('is called wrong, and the manager does not fail, after %s', async (code, text) => {
    const error = await patient
      .run(inJob(`job.addTask(author.Task('t', 'misc'));\n${code};`))
      .catch((reason: unknown) => reason);
    if (text !== '' || error instanceof Error) {
      expect(error).toBeInstanceOf(JobCompileError);
      expect(error).toMatchObject({ message: expect.stringContaining(text) });
    }
  });

  it.each([
    ['an error', 'throw new Error("x".repeat(1e6))', /^attack, line \d+, column \d+: x{4000}…$/],
    ['the name of a job', 'job.name = "x".repeat(1e6)', 'job.name: must have at most'],
    ['the name of a task', 'job.addTask(author.Task("x".repeat(1e7), "misc"))', 'must have at most'],
    ['settings', 'job.settings = { text: "x".repeat(17e6) }', 'the most that this manager takes'],
    [
      'the parameters of a command',
      'const t = author.Task("t", "misc"); t.addCommand(author.Command("echo", { message: "x".repeat(3e7) })); job.addTask(t)',
      'the most that this manager takes',
    ],
    ['a NUL in a name', 'job.addTask(author.Task("a\\0b", "misc"))', 'must not contain'],
    ['a NUL in metadata', 'job.metadata.shot = "a\\0b"', 'must not contain'],
  ])('cannot hand the manager too much, or what it cannot store: %s', async (_, body, text) => {
    await expectRefusal(patient, inJob(`${body};`), text);
  });

  it.each([
    'console',
    'WebAssembly',
    'SharedArrayBuffer',
    'Atomics',
    'setTimeout',
    'setInterval',
    'fetch',
    'Buffer',
    'global',
    'WebSocket',
    'process.env',
    'process.binding',
    'process.mainModule',
    'module.constructor._load',
    'require.main',
    'require.cache',
  ])('finds no %s', async (name) => {
    expect((await compiler.run(adding(`typeof ${name}`))).job.settings).toEqual({ found: 'undefined' });
  });

  it('changes nothing for the scripts that run after it', async () => {
    const pollution =
      'Object.prototype.polluted = true; Array.prototype.map = () => []; JSON.stringify = () => "{}"; globalThis.left = 1; undeclared = 1; author.Task = null;';
    await compiler.run(inJob(pollution));
    expect(
      (
        await compiler.run(
          adding('[typeof {}.polluted, [1].map(String), typeof left, typeof undeclared, JSON.stringify([])]'),
        )
      ).job.settings,
    ).toEqual({
      found: ['undefined', ['1'], 'undefined', 'undefined', '[]'],
    });
    expect('polluted' in {}).toBe(false);
  });

  it('cannot pollute objects of the manager through what it returns', async () => {
    const { job } = await compiler.run(
      inJob('job.settings = JSON.parse(\'{"__proto__": {"polluted": true}}\'); job.metadata.constructor = "x";'),
    );
    expect('polluted' in job.settings && 'polluted' in {}).toBe(false);
  });

  it('cannot flood the log', async () => {
    await compiler.run(inJob('for (let i = 0; i < 5000; i++) print("x".repeat(20000));'));
    const printed = compiler.log.filter(({ msg }) => msg === 'job-type script printed');
    expect(printed).toHaveLength(1001);
    expect(printed[0]?.['text']).toHaveLength(2000);
  });
});

async function expectRefusal(compiler: TestCompiler, source: string, text: string | RegExp): Promise<void> {
  const error = await compiler.run(source).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(JobCompileError);
  expect(error).toMatchObject({
    code: 'job-compile-failed',
    scriptName: 'attack',
    message: typeof text === 'string' ? expect.stringContaining(text) : expect.stringMatching(text),
  });
}
