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

  it.each([
    ['clears the screen', '\u001b[2J', String.raw`\u001b[2J`],
    ['sets the clipboard', '\u001b]52;c;ZXZpbA==\u0007', String.raw`\u001b]52;c;ZXZpbA==\u0007`],
    ['is a control of eight bits', '\u009b2J', String.raw`\u009b2J`],
    ['turns text around', 'gpj\u202Eexe', String.raw`gpj\u202eexe`],
    ['begins a new line', 'a\r\nb', String.raw`a\r\nb`],
    ['cannot be seen', 'a\u200Bb\u{E0041}', String.raw`a\u200bb\u{e0041}`],
  ])('shows what %s, wherever it is', (_what, text, escaped) => {
    const line = shown({
      level: 30,
      time: 0,
      workerName: text,
      [text]: 1,
      tags: [text],
      msg: text,
      err: { stack: text },
    });
    expect(line.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(line).toContain(`info  ${escaped} `);
    expect(line).toContain(`${escaped}=1`);
  });

  it('has its day and no colours in a file', () => {
    const time = new Date(2026, 10, 4, 12, 5, 7).getTime();
    const line = JSON.stringify({ level: 40, time, taskId: 'a', msg: 'task failed' });
    expect(readableLine(line, 'file')).toBe('2026-11-04 12:05:07 warn  task failed taskId=a\n');
  });

  it('is passed on as it is when it is no log line', () => {
    expect(readableLine('plain text\n')).toBe('plain text\n');
  });
});
