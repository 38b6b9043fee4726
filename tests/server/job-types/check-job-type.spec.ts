import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCompiler } from '#tests/support/job-compiler.ts';
import type { TestCompiler } from '#tests/support/job-compiler.ts';

const SOURCE = `const JOB_TYPE = { label: 'Mine', settings: [{ key: 'word', type: 'string', default: 'hi' }, { key: 'count', type: 'int32' }] };
function compileJob(job) {
  print('count', job.settings.count);
  if (job.settings.count > 9) throw new Error('too many');
  const task = author.Task('say', 'misc');
  task.addCommand(author.Command('echo', { message: job.settings.word }));
  job.addTask(task);
}`;

describe('the command that checks a job type', () => {
  let compiler: TestCompiler;
  const scriptFile = () => path.join(compiler.scripts, 'my_type.js');
  const settingsFile = () => path.join(compiler.scripts, 'settings.json');

  beforeAll(async () => {
    compiler = await startTestCompiler();
    await compiler.write('my_type.js', SOURCE);
  });
  afterAll(() => compiler.stop());

  it('lists the settings and the tasks that a dry run makes', async () => {
    await compiler.write('settings.json', '{"count": 2}');
    const { stdout, stderr, exitCode } = await check('check', scriptFile(), '--settings', settingsFile());
    expect(stdout).toContain('Mine (my-type)');
    expect(stdout).toMatch(/word +string +visible +"hi"/);
    expect(stdout).toMatch(/1 +say +misc +50 +1 +echo/);
    expect(stderr).toContain('count 2');
    expect(exitCode).toBe(0);
  });

  it('warns of a setting that only the script knows, and refuses settings as the manager does', async () => {
    const typed = SOURCE.replace("type: 'string'", "type: 'list'");
    await compiler.write('typed.js', typed);
    await compiler.write('settings.json', '{"count": "two"}');
    const file = path.join(compiler.scripts, 'typed.js');
    expect((await check('check', file)).stdout).toContain('Warning: The setting "word" is of the type "list"');
    const refused = await check('check', file, '--settings', settingsFile());
    expect(refused.stderr).toContain('settings.count: must be a whole number');
    expect(refused.exitCode).toBe(1);
  });

  it('says where a script fails, and exits with 1', async () => {
    await compiler.write('settings.json', '{"count": 10}');
    const { stderr, exitCode } = await check('check', scriptFile(), '--settings', settingsFile());
    expect(stderr).toContain('my-type, line 4, column 37: too many');
    expect(exitCode).toBe(1);
  });

  it('accepts our own job types, each of which has its own folder', async () => {
    const { stdout, exitCode } = await check('check', 'job-types/echo-sleep-test/script.js');
    expect(stdout).toContain('Echo Sleep Test (echo-sleep-test)');
    expect(exitCode).toBe(0);
  });

  it('shows what is odd about a script that works', async () => {
    await compiler.write('odd.js', "const JOB_TYPE = { label: 'Odd' };");
    const { stdout, exitCode } = await check('check', path.join(compiler.scripts, 'odd.js'));
    expect(stdout).toContain('Warning: There is no function compileJob(job) in odd.js');
    expect(exitCode).toBe(0);
  });

  it.each([[[]], [['check']], [['check', '/nowhere/x.js']]])('refuses %j', async (args) => {
    expect((await check(...args)).exitCode).toBe(1);
  });
});

function check(...args: string[]) {
  return execa('node', ['scripts/jobtype.ts', ...args], { reject: false });
}
