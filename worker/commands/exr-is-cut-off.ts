import type { FileHandle } from 'node:fs/promises';

const VERSION_FLAGS = 5;
const MULTI_PART = 0x10;
const AFTER_VERSION = 8;
const POSITION_BYTES = 8;
const LONGEST_START = 4 * 1024 * 1024;

/**
 * Whether the writing of an OpenEXR file was interrupted, or its end is gone. The headers are followed by tables with
 * the positions of all blocks, one table for each part, which are written last: until then they are all zeros. A header
 * of several megabytes is not searched.
 */
export async function exrIsCutOff(handle: FileHandle, size: number): Promise<boolean> {
  const length = Math.min(size, LONGEST_START);
  const { buffer } = await handle.read({ buffer: Buffer.alloc(length), position: 0, length });
  const tables = endOfHeader(buffer);
  if (tables === undefined) return length === size;
  // The blocks follow the tables, in any order: the first of them in the file is where the tables end.
  let endOfTables = size;
  for (let position = tables; position < endOfTables; position += POSITION_BYTES) {
    if (position + POSITION_BYTES > length) return length === size;
    const block = buffer.readBigUInt64LE(position);
    if (block === 0n || block >= BigInt(size)) return true;
    endOfTables = Math.min(endOfTables, Number(block));
  }
  return false;
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
