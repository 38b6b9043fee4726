import { describe, expect, it } from 'vitest';
import { readBlenderLine } from '#worker/commands/blender-output.ts';

describe('what a line of Blender says about its frames', () => {
  it.each([
    [`Saved: '/abs/f_000001.png'`, { kind: 'saved', file: '/abs/f_000001.png' }],
    [`Saved: '/it's/f.png'`, { kind: 'saved', file: "/it's/f.png" }],
    [`00:01.234  render           | Saved: '/abs/f.png'`, { kind: 'saved', file: '/abs/f.png' }],
    [' Time: 00:00.52 (Saving: 00:00.01)', { kind: 'rendered' }],
    ['Time: 01:02:03.52', { kind: 'rendered' }],
    ['00:01.234  render           | Time: 00:00.52 (Saving: 00:00.01)', { kind: 'rendered' }],
    ['skipping existing frame "/abs/f.png"', { kind: 'skipped', file: '/abs/f.png' }],
    ['Skipping existing frame "/abs/"f".png"', { kind: 'skipped', file: '/abs/"f".png' }],
    ['Skipping existing frame', { kind: 'skipped' }],
    ['Append frame 3', { kind: 'appended' }],
    ['Fra:1 Mem:8.99M (Peak 10.35M) | Time:00:00.21 | Remaining:00:00.35 | Sample 1/4', undefined],
    [`print: Saved: 'x'`, undefined],
    ['Read blend: "/abs/scene.blend"', undefined],
    ['Time: later', undefined],
  ])('%j is read as %j', (line, event) => {
    expect(readBlenderLine(line)).toEqual(event);
  });
});
