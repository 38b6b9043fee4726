import { execFile } from 'node:child_process';
import { mkdir, open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchFile } from './make-files.ts';

const run = promisify(execFile);

/**
 * What the disk can do: `cp` of all files by one call, then a flush of each copy, `atOnce` at a time. Resolves to the seconds.
 */
export async function copyDurably(files: readonly BenchFile[], folder: string, atOnce: number): Promise<number> {
  await mkdir(folder);
  const started = performance.now();
  await run('cp', ['--reflink=never', ...files.map((file) => file.path), folder]);
  const waiting = [...files];
  const flush = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const handle = await open(join(folder, basename(file.path)), 'r+');
      await handle.sync();
      await handle.close();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, flush));
  return (performance.now() - started) / 1000;
}
