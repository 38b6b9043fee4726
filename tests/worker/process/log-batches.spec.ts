import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LogBatches } from '#worker/process/log-batches.ts';

describe('log lines on their way to the manager', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('wait for the time limit and are sent together, each with a line break', () => {
    const sent: string[] = [];
    const batches = new LogBatches(2_000, (chunk) => sent.push(chunk));
    batches.add('one');
    vi.advanceTimersByTime(1_999);
    batches.add('two');
    expect(sent).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(sent).toEqual(['one\ntwo\n']);
    vi.advanceTimersByTime(10_000);
    expect(sent).toHaveLength(1);
  });

  it('are sent at once when there are more than 10 240 bytes', () => {
    const sent: string[] = [];
    const batches = new LogBatches(2_000, (chunk) => sent.push(chunk));
    batches.add('ä'.repeat(5_000));
    expect(sent).toEqual([]);
    batches.add('ä'.repeat(200));
    expect(sent).toHaveLength(1);
  });
});
