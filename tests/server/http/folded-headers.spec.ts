import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FoldedHeaders } from '#server/http/folded-headers.ts';

/** What goes on to the parser when the text arrives in pieces of these lengths, the last of them over and over. */
function passedOn(text: string, lengths: readonly number[]): string {
  const headers = new FoldedHeaders();
  const parts: Buffer[] = [];
  const bytes = Buffer.from(text, 'latin1');
  for (let from = 0, index = 0; from < bytes.length; index += 1) {
    const to = from + (lengths[Math.min(index, lengths.length - 1)] ?? bytes.length);
    parts.push(Buffer.from(headers.take(Buffer.from(bytes.subarray(from, to)))));
    from = to;
  }
  return Buffer.concat([...parts, headers.flush()]).toString('latin1');
}

const HEAD = 'POST /a HTTP/1.1\r\nHost: x\r\n';

describe('a folded header', () => {
  test.each([
    ['CRLF and a space', 'X-A: a\r\n b\r\n', 'X-A: a b\r\n'],
    ['CRLF and a tab', 'X-A: a\r\n\tb\r\n', 'X-A: a b\r\n'],
    ['LF and a space', 'X-A: a\n b\r\n', 'X-A: a b\r\n'],
    ['LF and a tab', 'X-A: a\n\tb\r\n', 'X-A: a b\r\n'],
    ['several folds', 'X-A: a\n b\r\n\t c\n d\r\nX-B: b\r\n', 'X-A: a b  c d\r\nX-B: b\r\n'],
    ['nothing on the first line', 'x-a:\r\n b\r\n', 'x-a: b\r\n'],
  ])('is joined: %s', (_case, folded, joined) => {
    expect(passedOn(`${HEAD}${folded}\r\n`, [])).toBe(`${HEAD}${joined}\r\n`);
  });

  test.each([
    ['Content-Length', 'Content-Length:\r\n 3\r\n'],
    ['Transfer-Encoding', 'Transfer-Encoding:\n chunked\r\n'],
    ['Host', 'Host: x\r\n y\r\n'],
    ['who the client is', 'X-Forwarded-For: 1.2.3.4,\r\n 5.6.7.8\r\n'],
    ['who the client is, to nginx', 'X-Real-IP:\r\n 5.6.7.8\r\n'],
    ['a space before the colon', 'X-A : a\r\n b\r\n'],
    ['a lone CR', 'X-A: a\r b\r\n'],
  ])('stays as it is, for Node to refuse, if it is %s', (_case, folded) => {
    expect(passedOn(`${HEAD}${folded}\r\n`, [])).toBe(`${HEAD}${folded}\r\n`);
  });

  test('is not made of the first line', () => {
    const text = 'GET /a\r\n HTTP/1.1\r\nHost: x\r\n\r\n';
    expect(passedOn(text, [])).toBe(text);
    expect(passedOn(`\r\n${text}`, [])).toBe(`\r\n${text}`);
  });
});

describe('the bytes of a connection', () => {
  const folded = `${HEAD}X-A: a\n b\r\nContent-Length: 17\r\n\r\n`;
  const body = 'X-B: b\r\n c\r\n\r\nabc';
  const piece = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });

  test('lose the folds of every head and nothing else, however they arrive', () => {
    const message = fc.constantFrom(
      [`${folded}${body}`, `${folded.replace('\n b', ' b')}${body}`],
      ['GET / HTTP/1.1\r\nX-A: a\r\n\tb\r\n\r\n', 'GET / HTTP/1.1\r\nX-A: a b\r\n\r\n'],
      ['GET / HTTP/1.1\r\nHost: x\r\n\r\n', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
    );
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 4 }), piece, (messages, lengths) => {
        const sent = messages.map(([text]) => text).join('');
        expect(passedOn(sent, lengths)).toBe(messages.map(([, text]) => text).join(''));
      }),
    );
  });

  test('stay as they are after a body whose end is not known here', () => {
    for (const header of ['Transfer-Encoding: chunked', 'Upgrade: x', 'Content-Length: 1\r\nContent-Length: 2']) {
      const text = `${HEAD}${header}\r\n\r\n0\r\n\r\n${folded}`;
      expect(passedOn(text, [30])).toBe(text);
    }
  });

  test('go on at once after a line that ends with LF alone, and only then, wherever they are cut', () => {
    const before = 'GET / HTTP/1.1\r\n';
    const given = (text: string, cuts: readonly number[]) => {
      const headers = new FoldedHeaders();
      const ends = [...cuts, text.length];
      return ends.reduce(
        (sum, end, index) => sum + headers.take(Buffer.from(text.slice(ends[index - 1] ?? 0, end))).length,
        0,
      );
    };
    for (const [rest, isGivenOn] of [
      ['Host: x\nX-B: b', true],
      ['Host: x\r\nX-B: b', false],
      ['X-A: a\n b', false],
      ['X-A: a\r\n\tb', false],
    ] as const) {
      const text = before + rest;
      for (let first = 0; first <= text.length; first += 1) {
        for (let second = first; second <= text.length; second += 1) {
          const cuts = [first, second].filter(
            (cut, index, all) => cut > 0 && cut < text.length && cut !== all[index - 1],
          );
          expect([rest, cuts, given(text, cuts)]).toEqual([rest, cuts, isGivenOn ? text.length : before.length]);
        }
      }
    }
  });

  test('go on at once when a head has become longer than Node takes', () => {
    const headers = new FoldedHeaders();
    const first = headers.take(Buffer.from(`${HEAD}X-A: `));
    const second = headers.take(Buffer.alloc(40_000, 'a'));
    expect([first.length, second.length]).toEqual([18, HEAD.length + 5 + 40_000 - 18]);
  });
});
