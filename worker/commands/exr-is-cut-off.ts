import type { FileHandle } from 'node:fs/promises';

const VERSION_FLAGS = 5;
const MULTI_PART = 0x10;
const AFTER_VERSION = 8;
const LONGEST_HEADER = 4 * 1024 * 1024;

/**
 * Whether the writing of an OpenEXR file was interrupted. Its header is followed by a table with the positions of its
 * blocks, which is written last: until then it is all zeros. A header of several megabytes is not searched.
 */
export async function exrIsCutOff(handle: FileHandle, size: number): Promise<boolean> {
  const length = Math.min(size, LONGEST_HEADER);
  const { buffer } = await handle.read({ buffer: Buffer.alloc(length), position: 0, length });
  const table = endOfHeader(buffer);
  if (table === undefined || table + 8 > length) return length === size;
  const firstBlock = buffer.readBigUInt64LE(table);
  return firstBlock === 0n || firstBlock >= BigInt(size);
}

/**
 * The header is a list of attributes: a name and a type, each ended by a zero byte, a length and a value. An empty name
 * ends it.
 */
function endOfHeader(file: Buffer): number | undefined {
  const isMultiPart = ((file[VERSION_FLAGS] ?? 0) & MULTI_PART) !== 0;
  let position = AFTER_VERSION;
  while (position < file.length) {
    if (file[position] === 0) {
      position++;
      // Several parts have a header each, and an empty header ends the list of headers.
      if (!isMultiPart) return position;
      if (file[position] === 0) return position + 1;
      continue;
    }
    const endOfName = file.indexOf(0, position);
    const endOfType = endOfName < 0 ? -1 : file.indexOf(0, endOfName + 1);
    if (endOfType < 0 || endOfType + 5 > file.length) return undefined;
    position = endOfType + 5 + file.readUInt32LE(endOfType + 1);
  }
  return undefined;
}
