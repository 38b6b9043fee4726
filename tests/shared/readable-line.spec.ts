import { describe, expect, it } from 'vitest';
import { readableLine } from '#shared/readable-line.ts';

/** The line as a terminal shows it, without its colours. */
function shown(entry: object): string {
  // oxlint-disable-next-line no-control-regex -- terminal colours
  return readableLine(JSON.stringify(entry)).replace(/\u001b\[\d+m/g, '');
}

describe('a log line for a person', () => {
  it.each([
    ['a worker, whose levels are numbers', { level: 40, time: Date.UTC(2026, 10, 24, 12) }],
    ['a manager, whose levels are names', { level: 'warn', time: '2026-11-24T12:00:00.000Z' }],
  ])('has time, level, message and fields: of %s', (_program, entry) => {
    const clock = new Date(Date.UTC(2026, 10, 24, 12)).toTimeString().slice(0, 8);
    expect(shown({ ...entry, taskId: 'a', n: 1, msg: 'task failed' })).toBe(
      `${clock} warn  task failed taskId=a n=1\n`,
    );
  });

  it('is followed by the stack of an error, indented', () => {
    const line = shown({
      level: 50,
      time: 0,
      err: { message: 'no room', stack: 'Error: no room\n  at x' },
      msg: 'stopped',
    });
    expect(line).toMatch(/error stopped\n {4}Error: no room\n {6}at x\n$/);
  });

  it('is passed on as it is when it is no log line', () => {
    expect(readableLine('plain text\n')).toBe('plain text\n');
  });
});
