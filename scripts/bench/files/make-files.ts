import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';

export interface BenchFile {
  readonly path: string;
  readonly sha: string;
  /** Bytes. */
  readonly size: number;
}

const PIECE_BYTES = 1024 * 1024;

/** Writes files of random bytes, which no file system can compress, and flushes them. */
export async function makeFiles(folder: string, count: number, size: number): Promise<BenchFile[]> {
  await mkdir(folder, { recursive: true });
  const files: BenchFile[] = [];
  for (let index = 0; index < count; index++) {
    const path = join(folder, `${index}.bin`);
    const hash = createHash('sha256');
    const handle = await open(path, 'w');
    for (let left = size; left > 0; left -= PIECE_BYTES) {
      const piece = randomBytes(Math.min(left, PIECE_BYTES));
      hash.update(piece);
      await handle.writeFile(piece);
    }
    await handle.sync();
    await handle.close();
    files.push({ path, sha: hash.digest('hex'), size });
  }
  return files;
}
