import { describe, expect, test } from 'vitest';
import { lostBackslashes } from '#shared/lost-backslashes.ts';

describe('a line of arguments', () => {
  test.each([
    ['-b --python C:\\farm\\gpu.py', 'C:\\farm\\gpu.py'],
    ['-P \\\\nas\\farm\\gpu.py -y', '\\\\nas\\farm\\gpu.py'],
    ['-P "\\\\nas\\farm\\gpu.py"', '\\\\nas\\farm\\gpu.py'],
    ['--config=d:\\a.ini', '--config=d:\\a.ini'],
    ['-P "C:\\farm\\a.py" -o C:\\out\\f_', 'C:\\out\\f_'],
  ])('loses backslashes in a shell: %s', (line, path) => {
    expect(lostBackslashes(line)).toBe(path);
  });

  test.each([
    '-b -y',
    '-b --python C:/farm/gpu.py',
    "-P 'C:\\my farm\\gpu.py'",
    '-P "C:\\farm\\gpu.py"',
    '-P C:\\\\farm\\\\gpu.py',
    '-P \\\\\\\\nas\\\\farm\\\\a.py',
    "-P '\\\\nas\\farm\\a.py'",
    '--python-expr "print(1)\\n"',
    '-P "C:\\farm',
    '',
  ])('keeps its paths, or is wrong in another way: %s', (line) => {
    expect(lostBackslashes(line)).toBeUndefined();
  });
});
