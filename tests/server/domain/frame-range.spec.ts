import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkFrames, countFrames, formatFrames, parseFrameRange } from '#server/domain/frame-range.ts';

describe('a frame range', () => {
  it.each([
    ['1..10,20..25,40,3..8', 4, ['1-4', '5-8', '9,10,20,21', '22-25', '40']],
    ['0-12,34-56,78-90', 20, ['0-12,34-40', '41-56,78-81', '82-90']],
    ['47', 10, ['47']],
    ['1-3', 1, ['1', '2', '3']],
    ['3,2,1', 3, ['1-3']],
    [' 1 - 4 , 6 ', 10, ['1-4,6']],
    ['1 .. 4', 10, ['1-4']],
    ['1-2', 10, ['1,2']],
    ['5-5', 10, ['5']],
    ['1-3,4-6', 10, ['1-6']],
    ['007', 1, ['7']],
    ['1-10x2', 3, ['1,3,5', '7,9']],
    ['1..10:2', 10, ['1,3,5,7,9']],
    ['1 - 10 X 4', 10, ['1,5,9']],
    ['0-10x5,3', 10, ['0,3,5,10']],
    ['1-9x2,2-8x2', 10, ['1-9']],
    ['1-10x1', 10, ['1-10']],
    ['1-10x20', 10, ['1']],
  ])('%j by %d is cut into %j', (range, size, chunks) => {
    expect(chunkFrames(range, size)).toEqual(chunks);
  });

  it.each([
    ['1-10', 10],
    ['1..10,5-12', 12],
    ['1,1,1', 1],
    ['0-1000000000', 1_000_000_001],
    ['1-10x2,2', 6],
    ['0-1048574x2', 524_288],
  ])('%j holds %d different frames', (range, count) => {
    expect(countFrames(range)).toBe(count);
  });

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['1 10', '"1 10"'],
    ['1-10,x', '"x" in "1-10,x"'],
    ['10-1', 'no frames in "10-1"'],
    ['1-5,10-1', 'no frames in "10-1"'],
    ['-5', '"-5" has frames below 0'],
    ['1,-5', '"-5" in "1,-5" has frames below 0'],
    ['-5-3', '"-5-3" has frames below 0'],
    ['-5..-3', '"-5..-3" has frames below 0'],
    ['1--3', '"1--3" has frames below 0'],
    ['1-10x0', 'the step in "1-10x0" must be at least 1'],
    ['5x2', '"5x2" is not a frame range'],
    ['1-10x', '"1-10x" is not a frame range'],
    ['10-1x2', 'no frames in "10-1x2"'],
    ['0-1000000000x2', 'more frames than Blender can have'],
    ['1,,3', '""'],
    ['1-2-3', '"1-2-3"'],
    ['1.5', '"1.5"'],
    ['99999999999999999999', 'too large'],
  ])('%j is refused, naming the part', (range, text) => {
    expect(() => countFrames(range)).toThrow(text);
    expect(() => chunkFrames(range, 10)).toThrow(text);
  });

  it.each([0, -1, 1.5, Number.NaN])('chunks of %d frames are refused', (size) => {
    expect(() => chunkFrames('1-10', size)).toThrow('at least 1 frame');
  });

  it('reads back as it was written', () => {
    fc.assert(
      fc.property(rangeOfFrames, ({ range }) => {
        const stretches = parseFrameRange(range);
        expect(parseFrameRange(formatFrames(stretches))).toEqual(stretches);
      }),
    );
  });

  it('gives every frame to exactly one chunk, in order, and fills every chunk except the last', () => {
    fc.assert(
      fc.property(rangeOfFrames, fc.integer({ min: 1, max: 30 }), ({ range, frames }, size) => {
        const chunks = chunkFrames(range, size).map(framesOf);
        expect(chunks.flat()).toEqual([...frames].toSorted((a, b) => a - b));
        for (const chunk of chunks.slice(0, -1)) expect(chunk).toHaveLength(size);
        expect(countFrames(range)).toBe(frames.size);
      }),
    );
  });
});

const anyStep = fc.record({ mark: fc.constantFrom('', 'x', ':', ' x '), size: fc.integer({ min: 1, max: 9 }) });

/** A range in all notations, with spaces and steps, and the frames that it means. */
const rangeOfFrames = fc
  .array(fc.record({ first: fc.nat(200), more: fc.nat(30), dash: fc.constantFrom('-', '..', ' - '), step: anyStep }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => ({
    range: parts
      .map(({ first, more, dash, step }) =>
        more === 0 ? `${first}` : `${first}${dash}${first + more}${step.mark}${step.mark && step.size}`,
      )
      .join(', '),
    frames: new Set(
      parts.flatMap(({ first, more, step }) =>
        Array.from({ length: more + 1 }, (_, index) => index)
          .filter((index) => step.mark === '' || index % step.size === 0)
          .map((index) => first + index),
      ),
    ),
  }));

function framesOf(chunk: string): number[] {
  return parseFrameRange(chunk).flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, step) => first + step),
  );
}
