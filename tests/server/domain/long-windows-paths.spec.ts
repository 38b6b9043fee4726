import { describe, expect, it } from 'vitest';
import { longWindowsPaths } from '#server/domain/long-windows-paths.ts';

/** A path of this many characters. */
const path = (length: number, begin = 'S:\\', end = '') => begin + 'x'.repeat(length - begin.length - end.length) + end;

describe('paths of a job that are too long for Windows', () => {
  it.each([
    [path(259), undefined],
    [path(260), 260],
    [path(260, '\\\\nas\\farm\\'), 260],
    [path(255, 'S:\\', '######'), undefined],
    [path(256, 'S:\\', '######'), 260],
    [path(400, '/mnt/'), undefined],
    [path(400, '--a S:\\'), undefined],
  ])('are those with more than 259 characters, extensions included: %#', (text, length) => {
    const expected = length === undefined ? [] : [{ setting: 'out', path: text, length }];
    expect(longWindowsPaths({ frames: '1', chunk: 3, out: text })).toEqual(expected);
  });

  it('count the extension that the job names', () => {
    const out = path(256, 'S:\\', '#');
    expect(longWindowsPaths({ out, image_file_extension: '.jp' })).toEqual([]);
    expect(longWindowsPaths({ out, image_file_extension: '.jpeg' })).toMatchObject([{ length: 261 }]);
  });
});
