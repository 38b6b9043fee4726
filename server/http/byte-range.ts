/**
 * The bytes that a `Range` header asks for in a file of `size` bytes: the first and the last (inclusive), `none` if
 * there are no such bytes (416), or `all` if there is no header or one that may be ignored (other units, several
 * ranges).
 */
export function byteRange(header: string | undefined, size: number): { from: number; to: number } | 'all' | 'none' {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return 'all';
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'none' : { from: size - length, to: size - 1 };
  }
  const from = Number(first);
  if (last !== '' && Number(last) < from) return 'all';
  return from >= size ? 'none' : { from, to: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}
