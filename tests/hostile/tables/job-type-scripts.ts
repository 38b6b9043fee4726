import { rm, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requestTry } from '../request-try.ts';
import type { Table, Try } from '../table.ts';

/** A job type whose `compileJob` does this; the artist is told what is wrong, or the job is taken. */
function scriptTry(body: string, holds: readonly number[] = [204, 400]): Try {
  return {
    name: body.slice(0, 90),
    run: async (target) => {
      const scripts = join(target.home, 'scripts');
      const file = join(scripts, 'hostile.js');
      await mkdir(scripts, { recursive: true });
      await writeFile(
        file,
        `const JOB_TYPE = { label: 'Hostile', settings: [] };\nfunction compileJob(job) { ${body} }`,
      );
      try {
        const job = { name: 'hostile', type: 'hostile', submitter_platform: 'linux', settings: {} };
        return await requestTry(body, { method: 'POST', path: '/api/v3/jobs/check', body: job }, holds).run(target);
      } finally {
        await rm(file);
      }
    },
  };
}

/** In place of something that our own code uses when it writes the job down. */
const REPLACED = [
  'Array.prototype.join',
  'Array.prototype.push',
  'Array.prototype.map',
  'Array.prototype[Symbol.iterator]',
  'Array.from',
  'Array.isArray',
  'Object.entries',
  'Object.keys',
  'Object.fromEntries',
  'Object.prototype.toString',
  'Object.prototype.toJSON',
  'JSON.stringify',
  'JSON.parse',
  'String.prototype.split',
  'String.prototype.toString',
  'RegExp.prototype.exec',
  'Symbol.toPrimitive',
  'Map.prototype.get',
  'Set.prototype.has',
  'Set.prototype.add',
  'WeakMap.prototype.get',
  'Reflect.apply',
  'Promise.prototype.then',
  'Function.prototype.call',
  'Error.prepareStackTrace',
  'Number.isFinite',
];
const REPLACEMENTS = [
  '() => "]["',
  '() => 7',
  '() => null',
  'function () { throw this; }',
  '() => "ok:{}"',
  '() => ({ get then() { throw 1; } })',
];
const ADDED = "job.addTask(author.Task('t', 'misc'));";

/** Each takes memory that is not in the count of its isolate, or as much as it gets. */
const BOMBS = [
  'new Uint8Array(new ArrayBuffer(2 ** 31)).fill(1);',
  'const all = []; for (;;) { const one = new ArrayBuffer(0, { maxByteLength: 1e8 }); one.resize(1e8); new Uint8Array(one).fill(1); all.push(one); }',
  'const all = []; for (;;) all.push(2n ** 20000000n);',
  'const text = "\\uFDFA".repeat(1e7); const all = []; for (;;) all.push(text.normalize("NFKC"));',
  'let text = "x"; for (;;) text += text;',
  'const all = []; for (;;) all.push(new Array(1e6).fill(1.5));',
  'throw new Error("x".repeat(5e7));',
  'job.settings = { text: "x".repeat(3e7) };',
  'job.name = "x".repeat(5e7);',
  'for (let i = 0; ; i++) job.addTask(author.Task("t" + i, "misc"));',
  'const all = []; for (let i = 0; i < 2000; i++) { const t = author.Task("t" + i, "misc"); for (const o of all) t.addDependency(o); all.push(t); job.addTask(t); }',
];

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

export const TABLES: readonly Table[] = [
  {
    title: 'a script that changes the language is called wrong, or changes nothing',
    tries: REPLACED.flatMap((name) => REPLACEMENTS.map((by) => scriptTry(`${ADDED} ${name} = ${by};`))),
  },
  {
    title: 'a script takes no more than it may have, and says so',
    tries: BOMBS.map((body) => scriptTry(body, [400])),
    short: 3,
  },
  {
    title: 'settings that cannot be handed to a script are refused at once',
    tries: [50, 101, 3_500, 200_000].map((levels) =>
      requestTry(
        `${levels} levels`,
        {
          method: 'POST',
          path: '/api/v3/jobs/check',
          headers: { 'content-type': 'application/json' },
          body: `{"name":"x","type":"echo-sleep-test","submitter_platform":"linux","settings":{"message":${nested(levels)},"sleep_duration_seconds":1,"sleep_repeats":1}}`,
        },
        [400],
      ),
    ),
  },
];
