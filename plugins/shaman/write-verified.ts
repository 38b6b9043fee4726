import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { StoredFile } from '#server/contracts/shaman.ts';
import { FarmError } from '#server/domain/errors.ts';

/**
 * Writes the bytes to a new file and flushes it to the disk, checking size and checksum on the way.
 * @throws FarmError 'mismatch' naming what differs; 'bad-request' when the client went away. The file may be left, incomplete.
 */
export async function writeVerified(path: string, file: StoredFile, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const hash = createHash('sha256');
  let received = 0;
  const handle = await open(path, 'wx', 0o666);
  try {
    for await (const chunk of readOrRefuse(bytes)) {
      received += chunk.length;
      if (received > file.size) throw mismatch(file, `more than ${file.size} bytes came`);
      hash.update(chunk);
      await writeAll(handle, chunk);
    }
    if (received !== file.size) throw mismatch(file, `${received} bytes came, not ${file.size}`);
    const checksum = hash.digest('hex');
    if (checksum !== file.sha) throw mismatch(file, `the bytes that came have the checksum ${checksum}`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function* readOrRefuse(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of bytes) yield chunk;
  } catch (cause) {
    throw new FarmError('bad-request', { message: 'the connection ended in the middle of the file', cause });
  }
}

async function writeAll(handle: Awaited<ReturnType<typeof open>>, chunk: Uint8Array): Promise<void> {
  for (let from = 0; from < chunk.length;) from += (await handle.write(chunk, from)).bytesWritten;
}

function mismatch(file: StoredFile, what: string): FarmError {
  return new FarmError('mismatch', {
    message: `file ${file.sha} of ${file.size} bytes: ${what}; nothing is stored. Send it again`,
  });
}
