import { createHash } from 'node:crypto';

/** A file that machines fetch, with the checksum by which they see that it arrived intact. */
export interface Archive {
  readonly bytes: Uint8Array;
  /** SHA-256 in hexadecimal. */
  readonly checksum: string;
}

export function archiveOf(bytes: Uint8Array): Archive {
  return { bytes, checksum: createHash('sha256').update(bytes).digest('hex') };
}
