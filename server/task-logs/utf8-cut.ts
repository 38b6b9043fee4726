/**
 * How many of the first `length` bytes can be taken without cutting a character in two; all of them if they are not
 * UTF-8.
 */
export function wholeCharacters(bytes: Buffer, length = bytes.length): number {
  const next = bytes[length];
  if (length < bytes.length && next !== undefined && !isContinuation(next)) return length;
  // We do not know what follows, so check whether the last character has all of its bytes.
  for (let back = 1; back <= 4 && back <= length; back += 1) {
    const byte = bytes[length - back] ?? 0;
    if (!isContinuation(byte)) return back < sizeOf(byte) ? length - back : length;
  }
  return length;
}

/** The bytes from the first whole character on. */
export function fromWholeCharacter(bytes: Buffer): Buffer {
  let start = 0;
  while (start < 3 && start < bytes.length && isContinuation(bytes[start] ?? 0)) start += 1;
  return bytes.subarray(start);
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

function sizeOf(firstByte: number): number {
  if (firstByte >= 0xf0) return 4;
  if (firstByte >= 0xe0) return 3;
  return firstByte >= 0xc0 ? 2 : 1;
}
