import { statfs } from 'node:fs/promises';
import os from 'node:os';
import type { WorkerCheckItem } from '#server/contracts/worker-check.ts';
import { messageOf } from '#shared/message-of.ts';
import { ok, problem, sizeText, warning } from './check.ts';

const GIBIBYTE = 1024 ** 3;

/** Disk space for temporary files, memory and processor. */
export async function checkMachine(temporaryFolder: string): Promise<WorkerCheckItem[]> {
  return [
    await checkDisk(temporaryFolder),
    memoryItem(os.totalmem(), os.freemem()),
    ok('Processor', `${os.availableParallelism()} cores, ${os.cpus()[0]?.model.trim() ?? 'unknown model'}`),
  ];
}

async function checkDisk(folder: string): Promise<WorkerCheckItem> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return diskItem(folder, bavail * bsize);
  } catch (error) {
    const text = `${folder} cannot be accessed: ${messageOf(error)}`;
    return problem('Disk', text, 'Tasks keep their temporary files there: create the folder, or set TMPDIR.');
  }
}

/** @param free in bytes */
export function diskItem(folder: string, free: number): WorkerCheckItem {
  const text = `${sizeText(free)} free in ${folder}`;
  const hint = 'Tasks keep their temporary files there: free some space, or set TMPDIR to a folder on a larger disk.';
  if (free < GIBIBYTE) return problem('Disk', text, hint);
  return free < 10 * GIBIBYTE ? warning('Disk', text, hint) : ok('Disk', text);
}

/** @param total in bytes, like `free` */
export function memoryItem(total: number, free: number): WorkerCheckItem {
  const text = `${sizeText(total)}, ${sizeText(free)} free`;
  return total < 4 * GIBIBYTE
    ? warning('Memory', text, 'Most scenes need more; Blender is killed when memory runs out.')
    : ok('Memory', text);
}
