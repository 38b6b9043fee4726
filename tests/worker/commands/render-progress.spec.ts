import { describe, expect, it } from 'vitest';
import { RenderProgress } from '#worker/commands/render-progress.ts';
import { timeLeft } from '#worker/commands/time-left.ts';

const SECOND = 1_000;

/** The progress of a render of `total` frames, with a clock that the spec moves. */
function rendering(total?: number) {
  let now = 5_000;
  const progress = new RenderProgress(total, () => now);
  const after = (seconds: number) => {
    now += seconds * SECOND;
    return progress;
  };
  return { after };
}

describe('the words for how far a render has got', () => {
  it('name the frame and the time left, without counting the start of Blender', () => {
    const { after } = rendering(12);
    expect(after(60).frameDone('rendered')).toBe('frame 1 of 12, about 11 min left');
    expect(after(30).frameDone('rendered')).toBe('frame 2 of 12, about 5 min left');
    expect(after(20).frameDone('rendered')).toBe('frame 3 of 12, about 4 min left');
  });

  it('do not mistake skipped frames for quick ones', () => {
    const { after } = rendering(4);
    expect(after(1).frameDone('skipped')).toBe('frame 1 of 4');
    expect(after(40).frameDone('rendered')).toBe('frame 2 of 4, about 80 s left');
    expect(after(0).frameDone('skipped')).toBe('frame 3 of 4, about 40 s left');
    expect(after(40).frameDone('rendered')).toBe('frame 4 of 4');
  });

  it('count frames when only Blender knows how many there are', () => {
    const { after } = rendering();
    expect(after(60).frameDone('rendered')).toBe('frame 1');
  });

  it('mention the samples of a long frame every few seconds', () => {
    const { after } = rendering(3);
    const line = 'Fra:7 Mem:8M | Time:00:10.00 | Remaining:01:20.50 | Mem:1M | Scene, ViewLayer | Sample 16/128';
    expect(after(1).withinFrame(line)).toBeUndefined();
    expect(after(9).withinFrame('Fra:7 Mem:8M | Updating Images')).toBeUndefined();
    expect(after(0).withinFrame(line)).toBe('frame 1 of 3: sample 16 of 128, about 4 min left');
    expect(after(1).withinFrame(line)).toBeUndefined();
    after(60).frameDone('rendered');
    expect(after(6).withinFrame('Sample 1/4')).toBe('frame 2 of 3: sample 1 of 4');
    expect(after(6).withinFrame('00:06 render | Fra: 8 | Remaining: 00:30.00 | Sample 2/4')).toBe(
      'frame 2 of 3: sample 2 of 4, about 2 min left',
    );
  });

  it.each([
    [0, 'a few seconds left'],
    [34, 'about 35 s left'],
    [4 * 60 + 10, 'about 4 min left'],
    [2 * 3600, 'about 2 h left'],
    [2 * 3600 + 29 * 60, 'about 2 h 30 min left'],
    [71 * 3600, 'about 3 days left'],
  ])('%i s are "%s"', (seconds, words) => expect(timeLeft(seconds * SECOND)).toBe(words));
});
