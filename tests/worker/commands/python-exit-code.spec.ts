import { describe, expect, it } from 'vitest';
import { withPythonExitCode } from '#worker/commands/python-exit-code.ts';

const of = (line: string) => {
  const { args, code } = withPythonExitCode(line.split(' '));
  return [args.join(' '), code];
};

describe('a script on the command line of Blender', () => {
  it.each(['-P', '--python', '--python-text', '--python-expr'])('%s fails the render when it raises', (option) => {
    const wrapped = `run org.blender.Blender -b a.blend`;
    expect(of(`${wrapped} ${option} x -f 1 -P y`)).toEqual([
      `${wrapped} --python-exit-code 64 ${option} x -f 1 -P y`,
      64,
    ]);
  });

  it('follows what the job says about it, also that a failure does not matter', () => {
    expect(of('-b --python-exit-code 7 -P x')).toEqual(['-b --python-exit-code 7 -P x', 7]);
    expect(of('-b --python-exit-code 0 -P x')).toEqual(['-b --python-exit-code 0 -P x', undefined]);
  });

  it('is none when there is none, or when it is for another script', () => {
    expect(of('-b a.blend -f 1')).toEqual(['-b a.blend -f 1', undefined]);
    expect(of('-b a.blend -f 1 -- -P x')).toEqual(['-b a.blend -f 1 -- -P x', undefined]);
  });
});
