import { describe, expect, it } from 'vitest';
import { runOne } from '../support/command-context.ts';
import { fixture } from '../support/fixture.ts';

describe('echo', () => {
  it('writes any message, quoted', async () => {
    expect((await runOne('echo', { message: 'say "hi"' })).log).toEqual(['echo: "say \\"hi\\""']);
    expect((await runOne('echo', { message: { a: [1] } })).log).toEqual(['echo: "{\\"a\\":[1]}"']);
  });

  it('needs a message', async () => {
    expect((await runOne('echo', {})).failure).toBe('echo: parameter "message" must be given');
  });
});

describe('sleep', () => {
  it('sleeps', async () => {
    expect((await runOne('sleep', { duration_in_seconds: 0.01 })).failure).toBeUndefined();
  });

  it('is woken when the task stops', async () => {
    expect((await runOne('sleep', { duration_in_seconds: 1_000 }, AbortSignal.timeout(10))).failure).toContain(
      'aborted',
    );
  });

  it.each([
    [-1, 'must not be negative'],
    ['3', 'must be given, as a number'],
    [undefined, 'must be given, as a number'],
  ])('refuses a duration of %j', async (duration, problem) => {
    expect((await runOne('sleep', { duration_in_seconds: duration })).failure).toContain(problem);
  });
});

describe('exec', () => {
  it('runs a program with its arguments as text', async () => {
    const { log, failure } = await runOne('exec', { exe: process.execPath, args: [fixture('prints'), 5, true, 'a b'] });
    expect(failure).toBeUndefined();
    expect(log.map((line) => line.replace(/^pid=\d+ > /, ''))).toEqual(expect.arrayContaining(['5', 'true', 'a b']));
  });

  it('fails with the exit code or the signal', async () => {
    expect(await dies('3')).toContain('ended with exit code 3');
    expect(await dies('SIGKILL')).toContain(
      'was killed by signal SIGKILL, number 9; either somebody did that, or the system did because memory ran out',
    );
  });

  it.each([
    [{}, '"exe" must be given, as text'],
    [{ exe: '' }, '"exe" must not be empty'],
    [{ exe: 'x', args: 'y' }, '"args" must be a list'],
  ])('refuses %j', async (parameters, problem) => {
    expect((await runOne('exec', parameters)).failure).toContain(problem);
  });
});

it('an unknown command fails and names the known ones', async () => {
  expect((await runOne('make-coffee', {})).failure).toContain(
    'no command "make-coffee"; it knows blender-render, copy-file',
  );
});

/** The error message of a program that ends in the given way. */
async function dies(how: string): Promise<string | undefined> {
  const run = await runOne('exec', { exe: process.execPath, args: [fixture('dies'), how] });
  return run.failure;
}
