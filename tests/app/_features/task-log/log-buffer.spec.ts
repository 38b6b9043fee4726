import { describe, expect, test } from 'vitest';
import { LogBuffer, MOST_LINES } from '#app/_features/task-log/log-buffer.ts';
import { byteLength } from '#app/_features/task-log/log-text.ts';

const texts = (buffer: LogBuffer) => buffer.lines.map((line) => line.text);

describe('a log that grows', () => {
  test('joins a line that arrived in two chunks', () => {
    const buffer = new LogBuffer();
    buffer.reset('one\ntw', 0, 6);
    expect(buffer.append('o\nthree', 6)).toBe(true);
    expect(texts(buffer)).toEqual(['one', 'two', 'three']);
    expect(buffer.lines.map((line) => line.offset)).toEqual([0, 4, 8]);
    expect(buffer.end).toBe(13);
  });

  test('skips what it already has', () => {
    const buffer = new LogBuffer();
    buffer.reset('one\ntwo\n', 0, 8);
    expect(buffer.append('two\nthree\n', 4)).toBe(true);
    expect(buffer.append('one\n', 0)).toBe(true);
    expect(texts(buffer)).toEqual(['one', 'two', 'three']);
  });

  test('refuses a chunk if bytes in between are missing', () => {
    const buffer = new LogBuffer();
    buffer.reset('one\n', 0, 4);
    expect(buffer.append('four\n', 14)).toBe(false);
    expect(texts(buffer)).toEqual(['one']);
  });

  test('counts bytes, not characters', () => {
    const buffer = new LogBuffer();
    buffer.reset('añö€😀\nb\n', 0, byteLength('añö€😀\nb\n'));
    expect(buffer.lines[1]?.offset).toBe(new TextEncoder().encode('añö€😀\n').length);
  });

  test('drops the oldest lines beyond its limit, and line numbers stay correct', () => {
    const buffer = new LogBuffer(3);
    buffer.reset('1\n2\n3\n', 0, 6);
    buffer.append('4\n5\n', 6);
    expect(texts(buffer)).toEqual(['3', '4', '5']);
    expect([buffer.firstNumber, buffer.start, buffer.end]).toEqual([3, 4, 10]);
  });
});

describe('the end of a long log', () => {
  test('leaves out the first line, which is cut off, and has no line numbers', () => {
    const buffer = new LogBuffer();
    buffer.reset('e\ntwo\nthree\n', 2, 14);
    expect(texts(buffer)).toEqual(['two', 'three']);
    expect([buffer.start, buffer.firstNumber]).toEqual([4, null]);
  });

  test('gets line numbers once the beginning is there', () => {
    const buffer = new LogBuffer();
    buffer.reset('e\ntwo\nthree\n', 2, 14);
    buffer.prepend('one\n', 0);
    expect(texts(buffer)).toEqual(['one', 'two', 'three']);
    expect([buffer.start, buffer.firstNumber]).toEqual([0, 1]);
    expect(buffer.indexAt(4)).toBe(1);
  });
});

describe('a log of millions of lines', () => {
  const MILLION = '\n'.repeat(1_048_576);

  test('is kept up to its limit, however many lines arrive at once', () => {
    const buffer = new LogBuffer();
    buffer.reset('', 0, 0);
    for (let n = 0; n < 10; n += 1) buffer.append(MILLION, buffer.end);
    expect([buffer.lines.length, buffer.end, buffer.start]).toEqual([MOST_LINES, 10_485_760, 10_485_760 - MOST_LINES]);
    expect(buffer.firstNumber).toBe(10_485_760 - MOST_LINES + 1);
  });

  test('can be walked through from its end to its beginning', () => {
    const buffer = new LogBuffer(10);
    const log = Array.from({ length: 100 }, (_, n) => `${n}\n`).join('');
    buffer.reset(log.slice(-40), log.length - 40, log.length);
    const seen = new Set(texts(buffer));
    while (buffer.start > 0) {
      const from = Math.max(0, buffer.start - 50);
      buffer.prepend(log.slice(from, buffer.start), from);
      expect(buffer.lines.length).toBeLessThanOrEqual(10);
      expect(log.slice(buffer.start, buffer.end)).toBe(texts(buffer).join('\n') + '\n');
      for (const text of texts(buffer)) seen.add(text);
    }
    expect([texts(buffer)[0], buffer.firstNumber, seen.size]).toEqual(['0', 1, 100]);
  });

  test('can be walked through from its beginning to its end, with line numbers', () => {
    const buffer = new LogBuffer(10);
    const log = Array.from({ length: 100 }, (_, n) => `${n}\n`).join('');
    expect(buffer.resetFrom(log.slice(0, 60), 0)).toBe(false);
    expect([buffer.lines.length, buffer.start, buffer.firstNumber]).toEqual([10, 0, 1]);
    while (buffer.end < log.length) {
      buffer.extend(log.slice(buffer.end, buffer.end + 50));
      expect(buffer.lines[0]).toMatchObject({ text: String((buffer.firstNumber ?? 0) - 1) });
      expect(log.slice(buffer.start, buffer.end)).toBe(texts(buffer).join('\n') + '\n');
    }
    expect(texts(buffer).at(-1)).toBe('99');
    buffer.prepend(log.slice(0, buffer.start), 0);
    expect(buffer.lines[0]).toMatchObject({ text: String((buffer.firstNumber ?? 0) - 1) });
  });

  test('says by how many lines those that are shown have moved', () => {
    const buffer = new LogBuffer(4);
    buffer.reset('x\nc\nd\n', 4, 10);
    buffer.prepend('a\nb\n', 2);
    expect([texts(buffer), buffer.shifted]).toEqual([['b', 'c', 'd'], 1]);
    buffer.append('e\nf\n', buffer.end);
    expect([texts(buffer), buffer.shifted]).toEqual([['c', 'd', 'e', 'f'], 0]);
  });
});

test('a line that arrives in pieces with colour codes keeps the offsets of the next ones', () => {
  const buffer = new LogBuffer();
  buffer.reset('\u001b[31mre', 0, 7);
  buffer.append('d\nb\n', 7);
  expect(buffer.lines.map(({ text, offset }) => [text, offset])).toEqual([
    ['red', 0],
    ['b', 9],
  ]);
});

test('terminal colour codes and carriage returns are not shown', () => {
  const buffer = new LogBuffer();
  buffer.reset('\u001b[31mred\u001b[0m\r\n', 0, 14);
  expect(texts(buffer)).toEqual(['red']);
});

test.each([
  ['pid=1 > Error: out of memory', 'error'],
  ['2026-11-24T12:00:00.000Z Task changed from queued to active', 'manager'],
  ['2026-11-24T12:00:00.000Z Failed: exited with code 1', 'error'],
  ['pid=1 > Warning: texture not found', 'warning'],
  ["going to run: 'blender' '-b'", 'command'],
  ['pid=1 > Fra:1 Mem:300M', 'plain'],
])('"%s" is a line of kind %s', (line, level) => {
  const buffer = new LogBuffer();
  buffer.reset(line, 0, byteLength(line));
  expect(buffer.lines[0]?.level).toBe(level);
});
