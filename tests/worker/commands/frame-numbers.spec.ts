import { describe, expect, it } from 'vitest';
import { frameGaps, inFrameOrder } from '#worker/commands/frame-numbers.ts';

const files = (...numbers: (number | string)[]) => numbers.map((number) => `/out/shot 2_${number}.png`);

describe('the frame numbers of files', () => {
  it.each([
    [['0001', '0002', '0003'], undefined],
    [['0001', '0003', '0005'], undefined],
    [['0001', '0002', '0005', '0007'], '3-4, 6'],
    [['0001', '0003', '0009'], '5-7'],
    [['0001'], undefined],
  ])('of %j have the gaps %s', (numbers, gaps) => expect(frameGaps(files(...numbers))).toBe(gaps));

  it('are not guessed at when files differ in more than a number', () => {
    expect(frameGaps(['/out/a_1.png', '/out/a_2.png', '/out/b_5.png'])).toBeUndefined();
    expect(frameGaps(['/out/a.png', '/out/b.png'])).toBeUndefined();
  });

  it('are not all listed when there are very many gaps', () => {
    const many = files(1, ...Array.from({ length: 60 }, (_, index) => (index + 1) * 3), 181);
    expect(frameGaps(many)).toMatch(/, …$/);
  });

  it('put files into the order of their frames, even where they outgrow their leading zeros', () => {
    expect(inFrameOrder(files('10000', '9999', '1000'))).toEqual(files('1000', '9999', '10000'));
    expect(inFrameOrder(['/out/b 2.png', '/out/a 10.png'])).toEqual(['/out/a 10.png', '/out/b 2.png']);
  });
});
