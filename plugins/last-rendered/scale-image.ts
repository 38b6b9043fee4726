import sharp from 'sharp';

/** File name and box that the image must fit, large to tiny. */
export const IMAGE_SIZES = [
  { name: 'last-rendered.jpg', width: 1920, height: 1080 },
  { name: 'last-rendered-small.jpg', width: 600, height: 338 },
  { name: 'last-rendered-tiny.jpg', width: 200, height: 112 },
] as const;

export interface ScaledImage {
  readonly name: string;
  readonly jpeg: Buffer;
}

/** Worker pictures; nothing else is decoded, since other decoders run on untrusted bytes for no use. */
const FORMATS = ['jpeg', 'png'];

/**
 * The three JPEGs of a rendered image, each made from the one before: aspect ratio kept, never enlarged, transparent parts black.
 * Rejects for bytes that are no sound JPEG or PNG.
 */
export async function scaleImage(bytes: Uint8Array, quality: number): Promise<ScaledImage[]> {
  const { format } = await sharp(bytes).metadata();
  if (!FORMATS.includes(format)) throw new Error(`expected a JPEG or PNG image, got ${format}`);
  const images: ScaledImage[] = [];
  let source = sharp(bytes, { failOn: 'error' }).flatten({ background: '#000' }).toColourspace('srgb');
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
