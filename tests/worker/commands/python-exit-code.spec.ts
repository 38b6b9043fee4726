import { describe, expect, it } from 'vitest';
import { withPythonExitCode } from '#worker/commands/python-exit-code.ts';

const of = (line: string) => {
  const { args, code } = withPythonExitCode(line.split(' '));
  return [args.join(' '), code];
};

describe('a script on the command line of Blender', () => {
  it.each(['-P', '--python', '--python-text', '--python-expr'])(
    'passed with %s fails the render when it raises an exception',
    (option) => {
      const wrapped = `run org.blender.Blender -b a.blend`;
      expect(of(`${wrapped} ${option} x -f 1 -P y`)).toEqual([
        `${wrapped} --python-exit-code 64 ${option} x -f 1 -P y`,
        64,
      ]);
    },
  );

  it('fails the render with the exit code the job names, or not at all if the job says so', () => {
    expect(of('-b --python-exit-code 7 -P x')).toEqual(['-b --python-exit-code 7 -P x', 7]);
    expect(of('-b --python-exit-code 0 -P x')).toEqual(['-b --python-exit-code 0 -P x', undefined]);
  });

  it('leaves the arguments alone if there is none', () => {
    expect(of('-b a.blend -f 1')).toEqual(['-b a.blend -f 1', undefined]);
  });
});
