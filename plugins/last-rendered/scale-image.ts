import sharp from 'sharp';

/** File names, and the boxes into which the images have to fit, from large to tiny. */
export const IMAGE_SIZES = [
  { name: 'last-rendered.jpg', width: 1920, height: 1080 },
  { name: 'last-rendered-small.jpg', width: 600, height: 338 },
  { name: 'last-rendered-tiny.jpg', width: 200, height: 112 },
] as const;

export interface ScaledImage {
  readonly name: string;
  readonly jpeg: Uint8Array;
}

/** The formats that workers send. Nothing else is decoded: there is no use for it, and the bytes cannot be trusted. */
const FORMATS = ['jpeg', 'png'];

/** A panorama of 16,384 by 8,192 pixels has fewer. Workers shrink what is too large to send. */
const MOST_PIXELS = 150_000_000;
/** Images that can only be decoded as a whole; the others are read line by line. */
const MOST_PIXELS_AT_ONCE = 64_000_000;

/**
 * Scales a rendered image to three JPEGs, each made from the one before. The aspect ratio is kept, nothing is enlarged,
 * and transparent parts become black. A few bytes may say that they are billions of pixels, so their size is asked for
 * before they are decoded. Rejects if they are too many, or the bytes are not an intact JPEG or PNG.
 */
export async function scaleImage(bytes: Uint8Array, quality: number): Promise<ScaledImage[]> {
  const { format, width: across, height: down, isProgressive } = await sharp(bytes).metadata();
  if (!FORMATS.includes(format)) throw new Error(`expected a JPEG or PNG image, got ${format}`);
  const most = isProgressive ? MOST_PIXELS_AT_ONCE : MOST_PIXELS;
  if (across * down > most)
    throw new Error(
      `the image has ${across} by ${down} pixels, and ${most / 1e6} million are the most that are decoded`,
    );
  const images: ScaledImage[] = [];
  let source = sharp(bytes, { failOn: 'error', limitInputPixels: most, sequentialRead: true })
    .flatten({ background: '#000' })
    .toColourspace('srgb');
  for (const { name, width, height } of IMAGE_SIZES) {
    const { data, info } = await source
      .resize({ width, height, fit: 'inside', withoutEnlargement: true })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const raw = { width: info.width, height: info.height, channels: info.channels };
    images.push({ name, jpeg: await sharp(data, { raw }).jpeg({ quality }).toBuffer() });
    source = sharp(data, { raw });
  }
  return images;
}
