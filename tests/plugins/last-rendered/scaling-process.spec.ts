import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { ScalingProcess } from '#plugins/last-rendered/scaling-process.ts';

const scaling = new ScalingProcess();
afterEach(() => scaling.stop());

const picture = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
const scale = (bytes: Uint8Array) => scaling.scale({ bytes, quality: 85 });

/** A small file that says that it is a large image; of the image itself there is only the beginning. */
function bomb(width: number, height: number, isInterlaced: boolean): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([16, 6, 0, 0, isInterlaced ? 1 : 0], 8);
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('images are scaled in a process of their own', () => {
  it('one after the other', async () => {
    const bytes = await picture();
    for (const images of [await scale(bytes), await scale(bytes)]) {
      expect(images.map(({ name }) => name)).toEqual([
        'last-rendered.jpg',
        'last-rendered-small.jpg',
        'last-rendered-tiny.jpg',
      ]);
      expect(await sharp(images[0]?.jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 40 });
    }
  });

  it.each([
    [16_000, 16_000, false, '150 million'],
    [12_000, 12_000, true, '64 million'],
    [100_000, 100_000, false, /million|limit/],
  ])('one of %i by %i pixels (interlaced: %s) is not decoded', async (width, height, isInterlaced, says) => {
    await expect(scale(bomb(width, height, isInterlaced))).rejects.toThrow(says);
    expect(await scale(await picture())).toHaveLength(3);
  });

  it('one that is damaged is refused, and the next one is fine', async () => {
    const whole = await picture();
    await expect(scale(whole.subarray(0, 60))).rejects.toThrow('corrupt header');
    await expect(scale(Buffer.from('no image'))).rejects.toThrow('unsupported image format');
    expect(await scale(whole)).toHaveLength(3);
  });

  it('goes on with a new process when the old one was ended', async () => {
    const whole = await picture();
    const first = scale(whole);
    scaling.stop();
    await expect(first).rejects.toThrow('more memory or time');
    expect(await scale(whole)).toHaveLength(3);
  });
});
