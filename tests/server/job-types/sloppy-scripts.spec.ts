import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCompiler } from '#tests/support/job-compiler.ts';
import type { TestCompiler } from '#tests/support/job-compiler.ts';

const JOB_TYPE = "const JOB_TYPE = { label: 'Test' };";

describe('a script of another studio', () => {
  let compiler: TestCompiler;
  beforeAll(async () => {
    compiler = await startTestCompiler();
  });
  afterAll(() => compiler.stop());
  const foundBy = async (source: string) => (await compiler.run(source)).job.settings['found'];
  const namesOf = async (source: string) => (await compiler.run(source)).tasks.map(({ name }) => name);

  it('may leave out the declarations of its variables', async () => {
    const names = await namesOf(`${JOB_TYPE}
      function compileJob(job) {
        chunks = frameChunker('1-6', 2);
        for (chunk of chunks) addOne(job);
        for (index = 0; index < 2; index++) job.addTask(author.Task('extra-' + index, 'misc'));
      }
      function addOne(job) {
        job.addTask(author.Task('render-' + chunk, 'blender'));
      }`);
    expect(names).toEqual(['render-1,2', 'render-3,4', 'render-5,6', 'extra-0', 'extra-1']);
  });

  it.each([
    ['undeclared names stay in sight', 'made = 1; found = [typeof made, globalThis.made];', ['number', 1]],
    ['a plain function gets the global object', 'found = (function () { return this === globalThis; })();', true],
    [
      'the names of the script are global',
      'found = [typeof globalThis.compileJob, typeof globalThis.helper];',
      ['function', 'object'],
    ],
    ['a frozen object ignores changes', 'const o = Object.freeze({ a: 1 }); o.a = 2; found = o.a;', 1],
    ['old octal numbers', 'found = 010;', 8],
    ['with', 'with ({ inner: 3 }) found = inner;', 3],
    ['parameters may have the same name', 'found = (function (a, a) { return a; })(1, 2);', 2],
  ])('runs in sloppy mode: %s', async (_, body, found) => {
    const source = `var helper = {}; ${JOB_TYPE}\nfunction compileJob(job) { let found; ${body} job.settings = { found }; }`;
    expect(await foundBy(source)).toEqual(found);
  });

  it('is strict if it says so, after comments as well', async () => {
    for (const start of ["'use strict';", '#!/usr/bin/env flamenco\n// A script.\n"use strict";']) {
      const source = `${start}\n${JOB_TYPE}\nfunction compileJob(job) {\n  undeclared = 1;\n}`;
      const line = start.split('\n').length + 3;
      await expect(compiler.run(source)).rejects.toThrow(
        `attack, line ${line}, column 14: ReferenceError: undeclared is not defined`,
      );
    }
  });

  it('may begin with #!, and errors still name its own lines and columns', async () => {
    expect(
      await foundBy(`#!/usr/bin/env node\n${JOB_TYPE} function compileJob(job) { job.settings = { found: 1 }; }`),
    ).toBe(1);
    await expect(compiler.run(`#!/usr/bin/env node\n${JOB_TYPE}\n  null.x;`)).rejects.toThrow(
      'attack, line 3, column 8: TypeError',
    );
    await expect(compiler.run('#!/usr/bin/env node\nlet a = ;')).rejects.toThrow(
      'attack, line 2, column 9: syntax error',
    );
  });

  it.each([
    'const exports = {}; const module = { exports };',
    'let exports, module;',
    'var module = { exports: 1 }; var exports = 2;',
    'function exports() {} class module {}',
    "if (typeof module !== 'undefined') module.exports = { compileJob };",
    'exports.compileJob = compileJob;',
    "const author = require('author'), path = require('path'), process = require('process');",
  ])('may declare or use names of modules: %s', async (line) => {
    const source = `${line}\n${JOB_TYPE}\nfunction compileJob(job) { job.settings = { found: 'ran' }; }`;
    expect(await foundBy(source)).toBe('ran');
  });

  it.each([
    'const compileJob = (job) => job.addTask(author.Task("t", "misc"));',
    'var compileJob = function (job) { job.addTask(author.Task("t", "misc")); };',
    'globalThis.compileJob = (job) => { job.addTask(author.Task("t", "misc")); };',
    'compileJob = (job) => { job.addTask(author.Task("t", "misc")); };',
    'async function compileJob(job) { await null; job.addTask(author.Task(await "t", "misc")); }',
    'function compileJob(job) { Promise.resolve("t").then((name) => job.addTask(author.Task(name, "misc"))); }',
    'let name; Promise.resolve().then(() => { name = "t"; }); function compileJob(job) { job.addTask(author.Task(name, "misc")); }',
  ])('may define compileJob in any way: %s', async (line) => {
    expect(await namesOf(`${JOB_TYPE}\n${line}`)).toEqual(['t']);
  });

  it.each([
    ['async function compileJob() {\n  await null;\n  throw new Error("late");\n}', 'attack, line 4, column 9: late'],
    ['async function compileJob() { throw "no texture"; }', 'attack: no texture'],
    ['function compileJob() {\n  Promise.resolve().then(() => null.x);\n}', 'attack, line 3, column 37: TypeError'],
    ['function compileJob() { Promise.reject("no texture"); }', 'attack: no texture'],
    [
      'async function compileJob() { await new Promise(() => {}); }',
      'waits for a promise that nothing will ever fulfil',
    ],
  ])('hears what goes wrong in a promise: %s', async (body, message) => {
    await expect(compiler.run(`${JOB_TYPE}\n${body}`)).rejects.toThrow(message);
  });
});
