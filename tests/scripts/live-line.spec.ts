import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startLiveLine } from '#scripts/test/live-line.ts';

function screen(isTTY: boolean, columns: number) {
  let text = '';
  const write = (piece: string | Uint8Array) => {
    text += String(piece);
    return true;
  };
  return { out: { write, isTTY, columns }, text: () => text };
}

describe('the line that tells where a suite is', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is a new line every half minute in a log', () => {
    const { out, text } = screen(false, 0);
    let minutes = 0;
    const line = startLiveLine(out, () => `half a minute, ${(minutes += 1)} times`);
    vi.advanceTimersByTime(29_999);
    expect(text()).toBe('');
    vi.advanceTimersByTime(30_001);
    line.say('✗ a failure');
    line.stop();
    vi.advanceTimersByTime(600_000);
    expect(text()).toBe('… half a minute, 1 times\n… half a minute, 2 times\n✗ a failure\n');
  });

  it('stays in its place at a terminal, no wider than that, and what is said goes above it', () => {
    const { out, text } = screen(true, 10);
    const line = startLiveLine(out, () => 'a very long line');
    vi.advanceTimersByTime(250);
    line.say('✗ a failure');
    line.stop();
    const [clear, drawn] = ['\r\u001B[K', '… a very '];
    expect(text()).toBe(`${clear}${drawn}${clear}✗ a failure\n${clear}${drawn}${clear}`);
  });
});
