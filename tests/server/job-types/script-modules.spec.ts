import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCompiler } from '#tests/support/job-compiler.ts';
import type { TestCompiler } from '#tests/support/job-compiler.ts';

const script = (expression: string): string =>
  `const JOB_TYPE = { label: 'Test' };\nfunction compileJob(job) {\n  job.settings = { value: ${expression} };\n}`;

describe('files that a script loads', () => {
  let compiler: TestCompiler;
  beforeAll(async () => {
    compiler = await startTestCompiler();
    await mkdir(path.join(compiler.scripts, 'lib', 'deep'), { recursive: true });
    await mkdir(path.join(compiler.scripts, 'node_modules'));
    await compiler.write('data.json', '\uFEFF{ "films": ["sprite", "charge"] }');
    await compiler.write('my_tools.js', 'exports.name = "my tools";');
    await compiler.write('lib/index.js', 'module.exports = "index of lib";');
    await compiler.write('lib/names.js', "exports.names = [require('./deep/one').name, require('../my_tools').name];");
    await compiler.write(
      'lib/deep/one.js',
      "'use strict';\nconst exports = { name: 'one' };\nmodule.exports = exports;",
    );
    await compiler.write(
      'lib/sloppy.js',
      '#!/usr/bin/env node\nthis.seen = typeof globalThis.inModule;\ninModule = 1;',
    );
    await compiler.write(
      'lib/counting.js',
      'module.exports = { loads: (globalThis.loads = (globalThis.loads ?? 0) + 1) };',
    );
    await compiler.write('lib/circle-a.js', "exports.a = 1; exports.b = require('./circle-b').b;");
    await compiler.write('lib/circle-b.js', "exports.b = require('./circle-a').a + 1;");
    await compiler.write('lib/throwing.js', 'exports.fail = () => {\n  throw new Error("tool");\n};');
    await compiler.write('lib/broken.js', 'exports.a = 1;\nexports.b = (;');
    await compiler.write('broken.json', '{\n  "films": 5,,\n}');
    await compiler.write('empty.json', '');
    await compiler.write('node_modules/other.js', 'module.exports = 1;');
  });
  afterAll(() => compiler.stop());
  const valueOf = async (expression: string) => (await compiler.run(script(expression))).job.settings['value'];

  it.each([
    ["require('./data.json').films", ['sprite', 'charge']],
    ["require('data').films[1]", 'charge'],
    ["require('my_tools').name", 'my tools'],
    ["require('./my-tools.js').name", 'my tools'],
    ["require('./lib/names').names", ['one', 'my tools']],
    ["require('lib/names.js').names", ['one', 'my tools']],
    ["require('./lib')", 'index of lib'],
    ["require('./lib/../lib/deep/./one').name", 'one'],
    ["require('./lib/sloppy').seen", 'undefined'],
    ["[require('lib/counting'), require('./lib/counting.js')].map(({ loads }) => loads)", [1, 1]],
    ["require('./lib/circle-a').b", 2],
    ["typeof require('echo-sleep-test')", 'object'],
  ])('%s gives %j', async (expression, value) => {
    expect(await valueOf(expression)).toEqual(value);
  });

  it.each([
    ["require('./lib/throwing').fail()", 'lib/throwing.js, line 2, column 9: tool'],
    ["require('./lib/broken')", "lib/broken.js, line 2, column 14: syntax error: Unexpected token ';'"],
    [
      "require('./broken.json')",
      'broken.json, line 2, column 14: not valid JSON: Expected double-quoted property name',
    ],
    ["require('./empty.json')", 'empty.json, line 1, column 1: not valid JSON: Unexpected end of JSON input'],
    ["require('./lib/missing')", 'attack, line 3, column 27: require("./lib/missing"): there is no such script'],
    ["require('other')", 'require("other"): there is no such script'],
    ["require('../outside')", 'attack, line 3, column 27: require("../outside"): this is outside the scripts folder'],
    ["require('lib/../../outside')", 'this is outside the scripts folder'],
    ["require('/etc/hostname')", 'this is outside the scripts folder'],
    ["require('C:/farm/tools')", 'this is outside the scripts folder'],
    ["require('constructor')", 'there is no such script'],
  ])('%s fails with the place', async (expression, message) => {
    await expect(valueOf(expression)).rejects.toThrow(message);
  });
});
