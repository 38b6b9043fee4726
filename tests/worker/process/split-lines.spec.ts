import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter, LONGEST_LINE } from '#worker/process/split-lines.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function split(...pieces: (string | Uint8Array)[]): string[] {
  const splitter = new LineSplitter();
  const lines = pieces.flatMap((piece) => splitter.push(typeof piece === 'string' ? bytes(piece) : piece));
  return [...lines, ...splitter.end()];
}

describe('splitting output into lines', () => {
  it.each([
    [['one\ntwo\n'], ['one', 'two']],
    [
      ['on', 'e\nt', 'wo'],
      ['one', 'two'],
    ],
    [
      ['one\r\ntwo\r', '\nthree\n'],
      ['one', 'two', 'three'],
    ],
    [['frame=1\rframe=2\rdone\n'], ['frame=1', 'frame=2', 'done']],
    [['a\n\nb\n'], ['a', '', 'b']],
    [[''], []],
  ])('%j gives %j', (pieces, lines) => {
    expect(split(...pieces)).toEqual(lines);
  });

  it('a character that arrives in two pieces stays whole', () => {
    const all = bytes('Grüße\n');
    expect(split(all.slice(0, 3), all.slice(3))).toEqual(['Grüße']);
  });

  it('a line that is not UTF-8 is read as Windows-1252, unlike the others', () => {
    expect(split(Buffer.from('Gr\xfc\xdfe \x80\n', 'latin1'), 'Grüße\n')).toEqual(['Grüße €', 'Grüße']);
    const long = split(Buffer.alloc(100_000, 0x81), '\nnext\n');
    expect([long.length, long.join('').length, long.at(-1)]).toEqual([4, 100_004, 'next']);
  });

  it('a line of a megabyte comes in pieces of at most 40 KiB, cut between characters', () => {
    const line = '🎬ä'.repeat(200_000);
    const pieces = split(`${line}\nnext\n`);
    expect(pieces.pop()).toBe('next');
    expect(pieces.join('')).toBe(line);
    expect(Math.max(...pieces.map((piece) => Buffer.byteLength(piece)))).toBeLessThanOrEqual(LONGEST_LINE);
    expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
  });

  it('a line of exactly the maximum length stays one line', () => {
    expect(split(`${'x'.repeat(LONGEST_LINE)}\ny\n`)).toEqual(['x'.repeat(LONGEST_LINE), 'y']);
  });

  it('where the pieces end makes no difference', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'ü', '🎬', '\n', '\r') }),
        fc.array(fc.nat(20)),
        (text, cuts) => {
          const all = bytes(text);
          const places = cuts.map((cut) => Math.min(cut, all.length)).toSorted((a, b) => a - b);
          const pieces = [0, ...places].map((from, index) => all.slice(from, [...places, all.length][index]));
          expect(split(...pieces)).toEqual(split(all));
        },
      ),
      { numRuns: 200 },
    );
  });
});
