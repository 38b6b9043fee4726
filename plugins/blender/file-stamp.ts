import { stat } from 'node:fs/promises';

/** The path of a file with what changes whenever it is written or replaced. */
export async function stampOfFile(path: string): Promise<string> {
  const { size, mtimeMs, ctimeMs, ino } = await stat(path);
  return [path, size, mtimeMs, ctimeMs, ino].join(' ');
}
