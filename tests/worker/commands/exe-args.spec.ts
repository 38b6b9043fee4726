import { expect, it } from 'vitest';
import { exeArgsOn } from '#server/contracts/commands/parameter-kinds.ts';
import { blenderRender } from '#worker/commands/blender-render.ts';
import { platformName } from '#shared/platform-name.ts';

it('the arguments of a program are split as the platform of the worker does', () => {
  const line = String.raw`-b -y --python "C:\my farm\gpu.py" --app-template C:\farm`;
  const words = {
    windows: [String.raw`C:\my farm\gpu.py`, String.raw`C:\farm`],
    linux: ['C:\\my farm\\gpu.py', 'C:farm'],
  };
  for (const platform of ['windows', 'linux'] as const) {
    const [python, template] = words[platform];
    expect(exeArgsOn(platform).parse(line)).toEqual(['-b', '-y', '--python', python, '--app-template', template]);
  }
  expect(exeArgsOn('windows').safeParse('-b "').error?.issues[0]?.message).toContain('is not closed');
  const { exeArgs } = blenderRender.parameters.parse({ exe: 'blender', exeArgs: line, blendfile: '' });
  expect(exeArgs).toEqual(exeArgsOn(platformName()).parse(line));
});
