import { expect, it } from 'vitest';
import { decodeText } from '#shared/decode-text.ts';

const TEXT = 'name: Größe 火烈鳥\n';

it.each([
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`)],
  ['UTF-16 with a mark, as PowerShell 5.1 writes it', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
  ['UTF-16 with a mark and the other byte first', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16()],
])('%s is read', (_, bytes) => {
  expect(decodeText(bytes)).toEqual({ text: TEXT });
});

it('what cannot be read is named', () => {
  expect(decodeText(Buffer.from('name: a\n', 'utf16le')).unreadable).toBe('UTF-16');
  expect(decodeText(Buffer.from('name: a\n', 'utf16le').swap16()).unreadable).toBe('UTF-16');
  expect(decodeText(Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0])).unreadable).toBe('UTF-32');
  expect(decodeText(Buffer.from('a\nb: Größe\n', 'latin1'))).toEqual({
    text: 'a\nb: Gr\uFFFD\uFFFDe\n',
    strangeLine: 2,
  });
});

it('an empty file is empty text, and U+FFFD itself is a character like any other', () => {
  expect(decodeText(new Uint8Array())).toEqual({ text: '' });
  expect(decodeText(Buffer.from('a\uFFFD'))).toEqual({ text: 'a\uFFFD' });
});
