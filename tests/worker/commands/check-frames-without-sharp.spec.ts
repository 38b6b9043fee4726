import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { checkFrames } from '#worker/commands/check-frames.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('a worker installed from the manager, which has no image library', () => {
  it('still checks frames, and says what it did not compare', async () => {
    const frame = path.join(await temporaryFolder(), '000001.png');
    const image = { width: 2, height: 2, channels: 3 as const, background: 'black' };
    await writeFile(frame, await sharp({ create: image }).png().toBuffer());
    vi.doMock('sharp', () => {
      throw new Error("Cannot find package 'sharp'");
    });
    const notes = await checkFrames([frame], new AbortController().signal);
    expect(notes).toEqual([expect.stringContaining('sizes of the frames were not compared')]);
  });
});
