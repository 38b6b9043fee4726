import { describe, expect, it } from 'vitest';
import { framesAskedFor } from '#worker/commands/frames-asked-for.ts';

describe('how many frames a Blender command line asks for', () => {
  it.each([
    ['1..4', 4],
    ['1,5', 2],
    ['2..5,8', 5],
    ['7', 1],
    ['1..3,2..5,5', 5],
    ['1,3,5', 3],
    ['10..10', 1],
  ])('--render-frame %s asks for %i', (list, asked) => {
    expect(framesAskedFor(['--render-output', '/x', '--render-frame', list])).toEqual({ asked });
  });

  it.each(['abc', '1-3', '', '5..3', '+1', '-1', '-5..-3', '-2..2', '1,,2', '1..'])(
    '--render-frame %j is not guessed at',
    (list) => {
      expect(framesAskedFor(['-f', list])).toBe('at-least-one');
    },
  );

  it('is the sum of several lists', () => {
    expect(framesAskedFor(['-f', '1', '--render-frame', '5..6'])).toEqual({ asked: 3 });
  });

  it('is known for an animation whose range and step are given before it', () => {
    expect(framesAskedFor('-s 1 -e 10 -j 1 -a'.split(' '))).toEqual({ asked: 10 });
    expect(framesAskedFor('--frame-start 5 --frame-end 10 --frame-jump 2 --render-anim'.split(' '))).toEqual({
      asked: 3,
    });
  });

  it.each(['-a', '-s 1 -a', '-a -s 1 -e 5 -j 1', '-s 1 -e +5 -j 1 -a', '-s 1 -e 5 -a', '-s 5 -e 1 -j 1 -a'])(
    '%s leaves the range to the scene',
    (args) => expect(framesAskedFor(args.split(' '))).toBe('at-least-one'),
  );

  it('is unknown without such an argument', () => {
    expect(framesAskedFor(['-b', 'x.blend'])).toBeUndefined();
  });
});
