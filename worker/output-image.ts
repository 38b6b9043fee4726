import path from 'node:path';
import { imageLibrary } from './image-library.ts';
import { openRegularFile, readPart } from './regular-file.ts';

/** Formats that are sent as they are. */
const DIRECT: Readonly<Record<string, string>> = { '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg' };
/** Formats that become a JPEG; also a name without an extension, or with just a frame number in its place. */
const CONVERTED = /^\.(tiff?|webp)$|^(\.\d*)?$/i;
/** The most that a manager accepts, Flamenco 3's included. */
const MOST_BYTES = 25 * 1024 * 1024;
/** A manager shows images at 1920 by 1080 pixels at most. */
const MOST_PIXELS_A_SIDE = 4096;
const MOST_PIXELS_READ_WHOLE = 64_000_000;
const JPEG_QUALITY = 85;

/** An image as a manager takes it. */
export interface OutputImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** `image/png` or `image/jpeg`. */
  readonly contentType: string;
}

/**
 * The image to send for a file that was rendered; undefined if it cannot be shown. Formats that cannot be shown are
 * told by their name, and not read; nor is anything that is not a regular file. Rejects if there is no such file.
 */
export async function outputImage(file: string): Promise<OutputImage | undefined> {
  const extension = path.extname(file).toLowerCase();
  const contentType = DIRECT[extension];
  if (contentType === undefined && !CONVERTED.test(extension)) return undefined;
  const opened = await openRegularFile(file);
  if (opened === undefined) return undefined;
  try {
    // A frame may have gigabytes, so its size is looked at before it is read.
    if (contentType !== undefined && opened.size <= MOST_BYTES)
      return { bytes: await readPart(opened.handle, 0, opened.size), contentType };
  } finally {
    await opened.handle.close();
  }
  return await asJpeg(file);
}

/** Undefined if the library is missing, or cannot read the file with little memory. */
async function asJpeg(file: string): Promise<OutputImage | undefined> {
  const sharp = await imageLibrary();
  const image = sharp?.(file, { sequentialRead: true });
  const about = await image?.metadata().catch(() => undefined);
  if (image === undefined || about === undefined || needsMuchMemory(about)) return undefined;
  const bytes = await image
    .resize({ width: MOST_PIXELS_A_SIDE, height: MOST_PIXELS_A_SIDE, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer()
    .catch(() => undefined);
  return bytes === undefined ? undefined : { bytes: new Uint8Array(bytes), contentType: 'image/jpeg' };
}

interface AboutImage {
  readonly format: string;
  readonly isProgressive?: boolean;
  readonly width: number;
  readonly height: number;
}

/** Other images are read line by line. */
function needsMuchMemory({ format, isProgressive, width, height }: AboutImage): boolean {
  return (isProgressive || format === 'webp') && width * height > MOST_PIXELS_READ_WHOLE;
}
