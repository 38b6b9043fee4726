import { describe, expect, test } from 'vitest';
import { byteLength, LogBuffer } from '#app/_features/task-log/log-buffer.ts';

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
