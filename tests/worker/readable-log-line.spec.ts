import { describe, expect, it } from 'vitest';
import { readableLogLine } from '#worker/readable-log-line.ts';

describe('a log line for a person', () => {
  it('has time, level, message and fields', () => {
    const line = readableLogLine(
      JSON.stringify({ level: 40, time: Date.UTC(2026, 10, 24, 12), taskId: 'a', n: 1, msg: 'task failed' }),
    );
    expect(line).toMatch(/^\d\d:\d\d:\d\d WARN {2}task failed taskId=a n=1\n$/);
  });

  it('is one line, with the message of an error but not its stack', () => {
    const line = readableLogLine(
      JSON.stringify({ level: 50, time: 0, err: { message: 'no\nroom', stack: 'at x' }, msg: 'stopped' }),
    );
    expect(line).toMatch(/ERROR stopped error=no room\n$/);
  });
});
