import { describe, expect, it } from 'vitest';
import { framesAskedFor } from '#worker/commands/frames-asked-for.ts';

describe('how many frames a Blender command line asks for', () => {
  it.each([
    ['1..4', 4],
    ['1,5', 2],
    ['2..5,8', 5],
    ['7', 1],
    ['1..3,2..5,5', 5],
    ['-2..2', 5],
    ['10..10', 1],
  ])('--render-frame %s asks for %i', (list, asked) => {
    expect(framesAskedFor(['--render-output', '/x', '--render-frame', list])).toEqual({ asked });
  });

  it.each(['abc', '1-3', '', '5..3', '+1', '-1', '1,,2', '1..'])('--render-frame %j is not guessed at', (list) => {
    expect(framesAskedFor(['-f', list])).toBe('at-least-one');
  });

  it('several lists add up', () => {
    expect(framesAskedFor(['-f', '1', '--render-frame', '5..6'])).toEqual({ asked: 3 });
  });

  it('without such an argument nothing is known', () => {
    expect(framesAskedFor(['-b', '-a'])).toBeUndefined();
  });
});
