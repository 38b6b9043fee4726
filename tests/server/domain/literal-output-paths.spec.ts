import { describe, expect, it } from 'vitest';
import { DOUBLE_BRACKETS, withLiteralOutputPaths } from '#server/domain/literal-output-paths.ts';

function argsOf(args: unknown[], name = 'blender-render'): unknown {
  const [command] = withLiteralOutputPaths([{ name, parameters: { exe: 'blender', args }, total_step_count: 1 }]);
  return command?.parameters['args'];
}

describe('an output path with curly brackets', () => {
  it.each([
    ['--render-output', '/out/{shot}/####'],
    ['-o', 'R:\\{shot\\####'],
    ['--render-output', '/out/sh}ot/####'],
    ['--render-output', '//{blend_name}/####'],
    ['--render-output', '/out/{{shot}}/####'],
  ])('%s %j is followed by Python that tells newer Blenders to take them literally', (option, path) => {
    expect(argsOf(['--scene', 'Scene', option, path, '--render-frame', '1'])).toEqual([
      '--scene',
      'Scene',
      option,
      path,
      '--python-expr',
      DOUBLE_BRACKETS,
      '--render-frame',
      '1',
    ]);
  });

  it.each([
    ['without brackets', ['--render-output', '/out/[shot]/####', '--python-expr', 'print({})']],
    ['with a variable without a value in front', ['--render-output', '{storage}/shot/####']],
    ['that is an argument for a script', ['--python', 'x.py', '--', '--render-output', '/out/{shot}']],
    ['that is missing', ['--render-output']],
    ['that is not a text', ['--render-output', 5]],
  ])('%s changes nothing', (_, args) => expect(argsOf(args)).toEqual(args));

  it('changes nothing in commands that are not for Blender, or have no list of arguments', () => {
    const args = ['-o', '/out/{shot}'];
    expect(argsOf(args, 'exec')).toEqual(args);
    const odd = { name: 'blender-render', parameters: { args: 'text' }, total_step_count: 0 };
    expect(withLiteralOutputPaths([odd])).toEqual([odd]);
  });
});
