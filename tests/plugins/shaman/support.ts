import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FileSpec, StoredFile } from '#plugins/shaman/contract.ts';

/** The checksum and size of these bytes. */
export function identityOf(bytes: Buffer): StoredFile {
  return { sha: createHash('sha256').update(bytes).digest('hex'), size: bytes.length };
}

export function specOf(path: string, bytes: Buffer): FileSpec {
  return { ...identityOf(bytes), path };
}

/** The bytes as a client sends them, in pieces. */
export function inPieces(bytes: Buffer, pieceLength = 7): Readable {
  const pieces: Buffer[] = [];
  for (let from = 0; from < bytes.length; from += pieceLength) pieces.push(bytes.subarray(from, from + pieceLength));
  return Readable.from(pieces);
}

/** Delivers the bytes and then breaks off, as a connection may. */
export function breaksAfter(bytes: Buffer, pieceLength: number): Readable {
  async function* broken() {
    yield* inPieces(bytes, pieceLength);
    await Promise.resolve();
    throw new Error('gone');
  }
  return Readable.from(broken());
}

/** An upload as bytes, as text (latin1), whose `name` has folds; without a token unless `more` headers are given. */
export function foldedUpload(bytes: Buffer, name: string, more = ''): string {
  const { sha, size } = identityOf(bytes);
  const headers = `Content-Type: application/octet-stream\r\nContent-Length: ${size}\r\nConnection: close\r\n${more}`;
  const first = `POST /api/v3/shaman/files/${sha}/${size} HTTP/1.1\r\nHost: farm:8080\r\n`;
  return `${first}X-Shaman-Original-Filename: ${name}\r\n${headers}\r\n${bytes.toString('latin1')}`;
}
