import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Renames a flushed file into place, making folders as needed; the new name survives a power cut. */
export async function moveDurably(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
  // Windows cannot open folders; NTFS keeps its own journal of names.
  if (process.platform === 'win32') return;
  const folder = await open(dirname(to), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
