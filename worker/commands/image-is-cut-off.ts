import { openRegularFile, readPart } from '../regular-file.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { exrIsCutOff } from './exr-is-cut-off.ts';

const PNG_START = Buffer.from('89504e470d0a1a0a', 'hex');
/** The last chunk's name and checksum. */
const PNG_END = Buffer.from('49454e44ae426082', 'hex');
const JPEG_START = Buffer.from('ffd8ff', 'hex');
const JPEG_END = Buffer.from('ffd9', 'hex');
const EXR_START = Buffer.from('762f3101', 'hex');
/** How much of the file's end is searched for the end of the image: some programs write a little more after it. */
const TAIL_BYTES = 1024;

/**
 * Whether the writing of an image was interrupted, for instance because the worker was killed: the file is empty, or it
 * starts like PNG, JPEG or OpenEXR and lacks what those formats write last. Other formats are trusted, and what cannot
 * be read, or is not a regular file, does not count as cut off.
 *
 * @throws the reason of `signal` when that aborts.
 */
export async function imageIsCutOff(file: string, signal: AbortSignal): Promise<boolean> {
  return await unlessAborted(lookAt(file), signal);
}

async function lookAt(file: string): Promise<boolean> {
  const opened = await openRegularFile(file).catch(() => undefined);
  if (opened === undefined) return false;
  const { handle, size } = opened;
  try {
    if (size === 0) return true;
    const start = Buffer.from(await readPart(handle, 0, 8));
    const lacks = async (end: Buffer) =>
      !Buffer.from(await readPart(handle, Math.max(0, size - TAIL_BYTES), TAIL_BYTES)).includes(end);
    if (beginsAs(start, PNG_START)) return await lacks(PNG_END);
    if (beginsAs(start, JPEG_START)) return await lacks(JPEG_END);
    return beginsAs(start, EXR_START) && (await exrIsCutOff(handle, size));
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}

/** Also true when the file ends within the mark of its format. */
function beginsAs(start: Buffer, mark: Buffer): boolean {
  const length = Math.min(start.length, mark.length);
  return start.subarray(0, length).equals(mark.subarray(0, length));
}
