const NUL = 0;
const LF = 10;
const CR = 13;

/**
 * A file of this project with the line ends that it has in the repository, whatever git made of them when it checked
 * the file out, or an editor when it saved it. What has a NUL in it is no text, by git's own rule, and stays as it is.
 */
export function withUnixLineEnds(bytes: Uint8Array): Uint8Array {
  if (bytes.includes(NUL)) return bytes;
  return bytes.filter((byte, index) => byte !== CR || bytes[index + 1] !== LF);
}
