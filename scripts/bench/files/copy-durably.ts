import { copyFile, mkdir, open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BenchFile } from './make-files.ts';

/**
 * What the disk can do: copies each file as `cp` does and flushes it, `atOnce` files at a time. Resolves to the seconds
 * it took.
 */
export async function copyDurably(files: readonly BenchFile[], folder: string, atOnce: number): Promise<number> {
  await mkdir(folder);
  const waiting = [...files];
  const lane = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const copy = join(folder, basename(file.path));
      await copyFile(file.path, copy);
      const handle = await open(copy, 'r+');
      await handle.sync();
      await handle.close();
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: atOnce }, lane));
  return (performance.now() - started) / 1000;
}
