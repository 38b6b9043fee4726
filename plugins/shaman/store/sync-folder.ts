import { open } from 'node:fs/promises';

/** Resolves when a power cut can no longer take the names in a folder. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot open folders, and NTFS keeps its own journal of names.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
