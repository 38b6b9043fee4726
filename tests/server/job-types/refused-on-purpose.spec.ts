import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCompiler } from '#tests/support/job-compiler.ts';
import type { TestCompiler } from '#tests/support/job-compiler.ts';

/** What Flamenco 3 takes and this manager refuses; `docs/differences.md` says so. */
describe('a job that could never end, or would be another than the artist wants, is refused', () => {
  let compiler: TestCompiler;
  beforeAll(async () => {
    compiler = await startTestCompiler({ limits: { cpuTimeMs: 2000, memoryMegabytes: 64 } });
  });
  afterAll(() => compiler.stop());

  const TWO = 'const a = author.Task("a", "misc"); const b = author.Task("b", "misc");';
  it.each([
    [
      'tasks that wait for each other',
      `${TWO} a.addDependency(b); b.addDependency(a); job.addTask(a); job.addTask(b);`,
      '"a" → "b" → "a"',
    ],
    [
      'a task that waits for itself',
      'const a = author.Task("a", "misc"); a.addDependency(a); job.addTask(a);',
      '"a" → "a"',
    ],
    [
      'a task that waits for one that was never added',
      `${TWO} a.addDependency(b); job.addTask(a);`,
      'task "a" depends on task "b", which was never added',
    ],
    ['a range that runs backwards', 'frameChunker("10-1", 1);', '10-1'],
    ['a range that runs backwards beside a good one', 'frameCount("1-3,10-5");', '10-5'],
    [
      'an endless loop',
      'for (;;);',
      'attack: compiling the job "sc010" was stopped because the script ran for more than 2 s of processor time',
    ],
    [
      'more memory than a script may use',
      'const all = []; for (;;) all.push(new Array(1e5).fill(1.5));',
      /compiling the job "sc010" was stopped because the script (used more than 64 MB of memory|asked for more)/,
    ],
  ])('%s', async (_, body, message) => {
    await expect(
      compiler.run(`const JOB_TYPE = { label: 'Test' };\nfunction compileJob(job) { ${body} }`),
    ).rejects.toThrow(message);
  });
});
