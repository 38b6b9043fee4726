import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { scaleImage } from '#plugins/last-rendered/scale-image.ts';

function picture(
  width: number,
  height: number,
  background: string | { r: number; g: number; b: number; alpha: number } = '#a0522d',
) {
  return sharp({ create: { width, height, channels: 4, background } });
}

async function sizes(bytes: Buffer): Promise<string[]> {
  const images = await scaleImage(bytes, 85);
  return Promise.all(
    images.map(async ({ name, jpeg }) => {
      const { format, width, height } = await sharp(jpeg).metadata();
      return `${name} ${format} ${width}x${height}`;
    }),
  );
}

describe('a rendered image', () => {
  it.each([
    ['fills the boxes if it has their shape', 3840, 2160, ['1920x1080', '600x338', '199x112']],
    ['keeps its shape if it is tall', 1000, 4000, ['270x1080', '85x338', '28x112']],
    ['keeps its shape if it is wide', 4000, 1000, ['1920x480', '600x150', '200x50']],
    ['is never enlarged', 300, 100, ['300x100', '300x100', '200x67']],
    ['may be a single pixel', 1, 1, ['1x1', '1x1', '1x1']],
  ])('%s', async (_rule, width, height, expected) => {
    const names = ['last-rendered.jpg', 'last-rendered-small.jpg', 'last-rendered-tiny.jpg'];
    const png = await picture(width, height).png().toBuffer();
    expect(await sizes(png)).toEqual(names.map((name, index) => `${name} jpeg ${expected[index]}`));
  });

  it('may be a JPEG, be grey, or have 16 bits per channel', async () => {
    expect(await sizes(await picture(10, 10).jpeg().toBuffer())).toHaveLength(3);
    expect(await sizes(await picture(10, 10).greyscale().toColourspace('b-w').png().toBuffer())).toHaveLength(3);
    expect(await sizes(await picture(10, 10).toColourspace('rgb16').png().toBuffer())).toHaveLength(3);
  });

  it.each([
    ['keeps its colour', picture(64, 64).png(), [160, 82, 45]],
    ['keeps its colour with 16 bits per channel', picture(64, 64).toColourspace('rgb16').png(), [160, 82, 45]],
    ['is black where it is transparent', picture(64, 64, { r: 255, g: 255, b: 255, alpha: 0 }).png(), [0, 0, 0]],
  ])('%s', async (_rule, source, colour) => {
    const [image] = await scaleImage(await source.toBuffer(), 85);
    const { channels } = await sharp(image?.jpeg).stats();
    channels.forEach((channel, index) => expect(Math.abs(channel.mean - (colour[index] ?? 0))).toBeLessThan(3));
    expect(channels).toHaveLength(3);
  });

  it('is refused if it is damaged or something else', async () => {
    const png = await picture(500, 500, '#123456').png({ compressionLevel: 0 }).toBuffer();
    await expect(scaleImage(png.subarray(0, png.length / 2), 85)).rejects.toThrow('read error');
    await expect(scaleImage(Buffer.from('no image'), 85)).rejects.toThrow('unsupported image format');
    await expect(scaleImage(await picture(9, 9).webp().toBuffer(), 85)).rejects.toThrow(
      'expected a JPEG or PNG image, got webp',
    );
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    await expect(scaleImage(svg, 85)).rejects.toThrow('expected a JPEG or PNG image, got svg');
  });
});
