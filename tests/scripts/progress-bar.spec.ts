import { describe, expect, it } from 'vitest';
import { progressBar } from '#scripts/demo/progress-bar.ts';

describe('a progress bar', () => {
  it.each([
    [0, '░░░░'],
    [0.5, '██░░'],
    [0.53125, '██▏░'],
    [1, '████'],
    [7, '████'],
    [-1, '░░░░'],
  ])('filled to %d looks like %s', (share, bar) => {
    expect(progressBar(share, 4)).toBe(bar);
  });
});
